//! The codes under which published tables list areas: ISO 3166-1 (three letters, three digits), GB/T 2260 (six
//! digits) and NUTS.
//!
//! A code is a name of the area whose own code it stands for. Digits alone may be a value as well, so they never
//! help to tell what a heading or a label is.

/// Countries and territories of ISO 3166-1: the code of two letters, that of three, that of three digits, which is
/// that of the United Nations (M49), too. As of November 2026.
#[rustfmt::skip]
const COUNTRIES: [(&str, &str, &str); 249] = [
    ("AD", "AND", "020"), ("AE", "ARE", "784"), ("AF", "AFG", "004"), ("AG", "ATG", "028"),
    ("AI", "AIA", "660"), ("AL", "ALB", "008"), ("AM", "ARM", "051"), ("AO", "AGO", "024"),
    ("AQ", "ATA", "010"), ("AR", "ARG", "032"), ("AS", "ASM", "016"), ("AT", "AUT", "040"),
    ("AU", "AUS", "036"), ("AW", "ABW", "533"), ("AX", "ALA", "248"), ("AZ", "AZE", "031"),
    ("BA", "BIH", "070"), ("BB", "BRB", "052"), ("BD", "BGD", "050"), ("BE", "BEL", "056"),
    ("BF", "BFA", "854"), ("BG", "BGR", "100"), ("BH", "BHR", "048"), ("BI", "BDI", "108"),
    ("BJ", "BEN", "204"), ("BL", "BLM", "652"), ("BM", "BMU", "060"), ("BN", "BRN", "096"),
    ("BO", "BOL", "068"), ("BQ", "BES", "535"), ("BR", "BRA", "076"), ("BS", "BHS", "044"),
    ("BT", "BTN", "064"), ("BV", "BVT", "074"), ("BW", "BWA", "072"), ("BY", "BLR", "112"),
    ("BZ", "BLZ", "084"), ("CA", "CAN", "124"), ("CC", "CCK", "166"), ("CD", "COD", "180"),
    ("CF", "CAF", "140"), ("CG", "COG", "178"), ("CH", "CHE", "756"), ("CI", "CIV", "384"),
    ("CK", "COK", "184"), ("CL", "CHL", "152"), ("CM", "CMR", "120"), ("CN", "CHN", "156"),
    ("CO", "COL", "170"), ("CR", "CRI", "188"), ("CU", "CUB", "192"), ("CV", "CPV", "132"),
    ("CW", "CUW", "531"), ("CX", "CXR", "162"), ("CY", "CYP", "196"), ("CZ", "CZE", "203"),
    ("DE", "DEU", "276"), ("DJ", "DJI", "262"), ("DK", "DNK", "208"), ("DM", "DMA", "212"),
    ("DO", "DOM", "214"), ("DZ", "DZA", "012"), ("EC", "ECU", "218"), ("EE", "EST", "233"),
    ("EG", "EGY", "818"), ("EH", "ESH", "732"), ("ER", "ERI", "232"), ("ES", "ESP", "724"),
    ("ET", "ETH", "231"), ("FI", "FIN", "246"), ("FJ", "FJI", "242"), ("FK", "FLK", "238"),
    ("FM", "FSM", "583"), ("FO", "FRO", "234"), ("FR", "FRA", "250"), ("GA", "GAB", "266"),
    ("GB", "GBR", "826"), ("GD", "GRD", "308"), ("GE", "GEO", "268"), ("GF", "GUF", "254"),
    ("GG", "GGY", "831"), ("GH", "GHA", "288"), ("GI", "GIB", "292"), ("GL", "GRL", "304"),
    ("GM", "GMB", "270"), ("GN", "GIN", "324"), ("GP", "GLP", "312"), ("GQ", "GNQ", "226"),
    ("GR", "GRC", "300"), ("GS", "SGS", "239"), ("GT", "GTM", "320"), ("GU", "GUM", "316"),
    ("GW", "GNB", "624"), ("GY", "GUY", "328"), ("HK", "HKG", "344"), ("HM", "HMD", "334"),
    ("HN", "HND", "340"), ("HR", "HRV", "191"), ("HT", "HTI", "332"), ("HU", "HUN", "348"),
    ("ID", "IDN", "360"), ("IE", "IRL", "372"), ("IL", "ISR", "376"), ("IM", "IMN", "833"),
    ("IN", "IND", "356"), ("IO", "IOT", "086"), ("IQ", "IRQ", "368"), ("IR", "IRN", "364"),
    ("IS", "ISL", "352"), ("IT", "ITA", "380"), ("JE", "JEY", "832"), ("JM", "JAM", "388"),
    ("JO", "JOR", "400"), ("JP", "JPN", "392"), ("KE", "KEN", "404"), ("KG", "KGZ", "417"),
    ("KH", "KHM", "116"), ("KI", "KIR", "296"), ("KM", "COM", "174"), ("KN", "KNA", "659"),
    ("KP", "PRK", "408"), ("KR", "KOR", "410"), ("KW", "KWT", "414"), ("KY", "CYM", "136"),
    ("KZ", "KAZ", "398"), ("LA", "LAO", "418"), ("LB", "LBN", "422"), ("LC", "LCA", "662"),
    ("LI", "LIE", "438"), ("LK", "LKA", "144"), ("LR", "LBR", "430"), ("LS", "LSO", "426"),
    ("LT", "LTU", "440"), ("LU", "LUX", "442"), ("LV", "LVA", "428"), ("LY", "LBY", "434"),
    ("MA", "MAR", "504"), ("MC", "MCO", "492"), ("MD", "MDA", "498"), ("ME", "MNE", "499"),
    ("MF", "MAF", "663"), ("MG", "MDG", "450"), ("MH", "MHL", "584"), ("MK", "MKD", "807"),
    ("ML", "MLI", "466"), ("MM", "MMR", "104"), ("MN", "MNG", "496"), ("MO", "MAC", "446"),
    ("MP", "MNP", "580"), ("MQ", "MTQ", "474"), ("MR", "MRT", "478"), ("MS", "MSR", "500"),
    ("MT", "MLT", "470"), ("MU", "MUS", "480"), ("MV", "MDV", "462"), ("MW", "MWI", "454"),
    ("MX", "MEX", "484"), ("MY", "MYS", "458"), ("MZ", "MOZ", "508"), ("NA", "NAM", "516"),
    ("NC", "NCL", "540"), ("NE", "NER", "562"), ("NF", "NFK", "574"), ("NG", "NGA", "566"),
    ("NI", "NIC", "558"), ("NL", "NLD", "528"), ("NO", "NOR", "578"), ("NP", "NPL", "524"),
    ("NR", "NRU", "520"), ("NU", "NIU", "570"), ("NZ", "NZL", "554"), ("OM", "OMN", "512"),
    ("PA", "PAN", "591"), ("PE", "PER", "604"), ("PF", "PYF", "258"), ("PG", "PNG", "598"),
    ("PH", "PHL", "608"), ("PK", "PAK", "586"), ("PL", "POL", "616"), ("PM", "SPM", "666"),
    ("PN", "PCN", "612"), ("PR", "PRI", "630"), ("PS", "PSE", "275"), ("PT", "PRT", "620"),
    ("PW", "PLW", "585"), ("PY", "PRY", "600"), ("QA", "QAT", "634"), ("RE", "REU", "638"),
    ("RO", "ROU", "642"), ("RS", "SRB", "688"), ("RU", "RUS", "643"), ("RW", "RWA", "646"),
    ("SA", "SAU", "682"), ("SB", "SLB", "090"), ("SC", "SYC", "690"), ("SD", "SDN", "729"),
    ("SE", "SWE", "752"), ("SG", "SGP", "702"), ("SH", "SHN", "654"), ("SI", "SVN", "705"),
    ("SJ", "SJM", "744"), ("SK", "SVK", "703"), ("SL", "SLE", "694"), ("SM", "SMR", "674"),
    ("SN", "SEN", "686"), ("SO", "SOM", "706"), ("SR", "SUR", "740"), ("SS", "SSD", "728"),
    ("ST", "STP", "678"), ("SV", "SLV", "222"), ("SX", "SXM", "534"), ("SY", "SYR", "760"),
    ("SZ", "SWZ", "748"), ("TC", "TCA", "796"), ("TD", "TCD", "148"), ("TF", "ATF", "260"),
    ("TG", "TGO", "768"), ("TH", "THA", "764"), ("TJ", "TJK", "762"), ("TK", "TKL", "772"),
    ("TL", "TLS", "626"), ("TM", "TKM", "795"), ("TN", "TUN", "788"), ("TO", "TON", "776"),
    ("TR", "TUR", "792"), ("TT", "TTO", "780"), ("TV", "TUV", "798"), ("TW", "TWN", "158"),
    ("TZ", "TZA", "834"), ("UA", "UKR", "804"), ("UG", "UGA", "800"), ("UM", "UMI", "581"),
    ("US", "USA", "840"), ("UY", "URY", "858"), ("UZ", "UZB", "860"), ("VA", "VAT", "336"),
    ("VC", "VCT", "670"), ("VE", "VEN", "862"), ("VG", "VGB", "092"), ("VI", "VIR", "850"),
    ("VN", "VNM", "704"), ("VU", "VUT", "548"), ("WF", "WLF", "876"), ("WS", "WSM", "882"),
    ("YE", "YEM", "887"), ("YT", "MYT", "175"), ("ZA", "ZAF", "710"), ("ZM", "ZMB", "894"),
    ("ZW", "ZWE", "716"),
];

/// The areas of China at the level of provinces: ISO 3166-2 and the first two digits of GB/T 2260—2007.
#[rustfmt::skip]
const PROVINCES: [(&str, &str); 34] = [
    ("CN-BJ", "11"), ("CN-TJ", "12"), ("CN-HE", "13"), ("CN-SX", "14"), ("CN-NM", "15"), ("CN-LN", "21"),
    ("CN-JL", "22"), ("CN-HL", "23"), ("CN-SH", "31"), ("CN-JS", "32"), ("CN-ZJ", "33"), ("CN-AH", "34"),
    ("CN-FJ", "35"), ("CN-JX", "36"), ("CN-SD", "37"), ("CN-HA", "41"), ("CN-HB", "42"), ("CN-HN", "43"),
    ("CN-GD", "44"), ("CN-GX", "45"), ("CN-HI", "46"), ("CN-CQ", "50"), ("CN-SC", "51"), ("CN-GZ", "52"),
    ("CN-YN", "53"), ("CN-XZ", "54"), ("CN-SN", "61"), ("CN-GS", "62"), ("CN-QH", "63"), ("CN-NX", "64"),
    ("CN-XJ", "65"), ("CN-TW", "71"), ("CN-HK", "81"), ("CN-MO", "82"),
];

/// Every code, but its own, under which tables list the area of that code.
pub fn codes_of(area: &str) -> Vec<String> {
    let country = area.strip_prefix("CN-").filter(|it| matches!(*it, "HK" | "MO" | "TW")).unwrap_or(area);
    let mut codes = Vec::new();
    if let Some((two, three, digits)) = COUNTRIES.iter().find(|(two, ..)| *two == country) {
        codes.extend([three, digits].map(|code| (*code).to_owned()));
        if country != area {
            codes.push((*two).to_owned());
        }
    }
    // Greece and the United Kingdom in NUTS, and so in the tables of Eurostat.
    codes.extend(match area {
        "GR" => Some("EL".to_owned()),
        "GB" => Some("UK".to_owned()),
        _ => None,
    });
    let province = PROVINCES.iter().find(|(code, _)| *code == area || *code == format!("CN-{area}"));
    let special = |code: &str| matches!(code, "CN-HK" | "CN-MO" | "CN-TW");
    if let Some((code, digits)) = province.filter(|(code, _)| *code == area || special(code)) {
        codes.push(format!("{digits}0000"));
        if *code == area {
            codes.push(format!("CN-{digits}"));
        }
    }
    codes
}

/// What an unknown code is a code of: a part of an area is never that area.
pub fn kind_of_code(code: &str) -> Option<String> {
    let bytes = code.as_bytes();
    if bytes.len() == 6 && bytes.iter().all(u8::is_ascii_digit) {
        let (area, _) = PROVINCES.iter().find(|(_, digits)| code.starts_with(digits))?;
        let what = if code.ends_with("0000") { "the code of" } else { "the code of a part of" };
        return Some(format!(
            "in GB/T 2260 {code} is {what} {area}: list it in the areas, with {code} as its code or alias"
        ));
    }
    let (country, part) = code.split_at_checked(2)?;
    let country = match country {
        "EL" => "GR",
        "UK" => "GB",
        other => other,
    };
    let is_known = COUNTRIES.iter().any(|(two, ..)| *two == country);
    let is_part = (1..=3).contains(&part.len())
        && part.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && part.contains(|c: char| c.is_ascii_digit());
    (is_known && is_part).then(|| {
        format!("in NUTS {code} is the code of a region of {country}: list it in the areas, with {code} as its code or alias")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_has_the_codes_of_every_list() {
        assert_eq!(codes_of("CN-SC"), ["510000", "CN-51"]);
        assert_eq!(codes_of("CN"), ["CHN", "156"]);
        assert_eq!(codes_of("GR"), ["GRC", "300", "EL"]);
        assert_eq!(codes_of("HK"), ["HKG", "344", "810000"]);
        assert_eq!(codes_of("CN-HK"), ["HKG", "344", "HK", "810000", "CN-81"]);
        assert_eq!(codes_of("SC"), ["SYC", "690"]);
        assert_eq!(codes_of("SC_CQ"), Vec::<String>::new());
    }

    #[test]
    fn a_part_is_told_and_never_taken_for_the_whole() {
        let place =
            |code: &str| kind_of_code(code).map(|it| it.split(':').next().unwrap_or_default().to_owned());
        assert_eq!(place("510100").as_deref(), Some("in GB/T 2260 510100 is the code of a part of CN-SC"));
        assert_eq!(place("AT13").as_deref(), Some("in NUTS AT13 is the code of a region of AT"));
        assert_eq!(place("EL30").as_deref(), Some("in NUTS EL30 is the code of a region of GR"));
        assert_eq!((place("ATLANTIS"), place("XX1")), (None, None));
    }
}
