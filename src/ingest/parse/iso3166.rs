//! The codes of three letters (ISO 3166-1) under which international tables list countries.

/// Code of two letters, code of three.
const CODES: [(&str, &str); 86] = [
    ("AE", "ARE"), ("AF", "AFG"), ("AL", "ALB"), ("AM", "ARM"), ("AR", "ARG"), ("AT", "AUT"), ("AU", "AUS"),
    ("AZ", "AZE"), ("BA", "BIH"), ("BD", "BGD"), ("BE", "BEL"), ("BG", "BGR"), ("BR", "BRA"), ("BY", "BLR"),
    ("CA", "CAN"), ("CH", "CHE"), ("CL", "CHL"), ("CN", "CHN"), ("CO", "COL"), ("CR", "CRI"), ("CY", "CYP"),
    ("CZ", "CZE"), ("DE", "DEU"), ("DK", "DNK"), ("EE", "EST"), ("EG", "EGY"), ("ES", "ESP"), ("ET", "ETH"),
    ("FI", "FIN"), ("FR", "FRA"), ("GB", "GBR"), ("GE", "GEO"), ("GR", "GRC"), ("HK", "HKG"), ("HR", "HRV"),
    ("HU", "HUN"), ("ID", "IDN"), ("IE", "IRL"), ("IL", "ISR"), ("IN", "IND"), ("IR", "IRN"), ("IS", "ISL"),
    ("IT", "ITA"), ("JP", "JPN"), ("KE", "KEN"), ("KH", "KHM"), ("KR", "KOR"), ("KZ", "KAZ"), ("LA", "LAO"),
    ("LK", "LKA"), ("LT", "LTU"), ("LU", "LUX"), ("LV", "LVA"), ("MA", "MAR"), ("MK", "MKD"), ("MM", "MMR"),
    ("MN", "MNG"), ("MO", "MAC"), ("MT", "MLT"), ("MX", "MEX"), ("MY", "MYS"), ("NG", "NGA"), ("NL", "NLD"),
    ("NO", "NOR"), ("NP", "NPL"), ("NZ", "NZL"), ("PE", "PER"), ("PH", "PHL"), ("PK", "PAK"), ("PL", "POL"),
    ("PT", "PRT"), ("RO", "ROU"), ("RS", "SRB"), ("RU", "RUS"), ("SA", "SAU"), ("SE", "SWE"), ("SG", "SGP"),
    ("SI", "SVN"), ("SK", "SVK"), ("TH", "THA"), ("TR", "TUR"), ("TW", "TWN"), ("UA", "UKR"), ("US", "USA"),
    ("VN", "VNM"), ("ZA", "ZAF"),
];

/// The code of three letters of a country whose code has two.
pub fn alpha_3(alpha_2: &str) -> Option<&'static str> {
    CODES.iter().find(|(two, _)| *two == alpha_2).map(|(_, three)| *three)
}
