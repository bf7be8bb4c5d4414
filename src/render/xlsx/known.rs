//! What a workbook may consist of: the parts and the elements of sheets that ours have, and those that other programs
//! add when they save one and that show nothing.

use std::path::Path;

/// Whether a part is of that kind: `xml`, `rels`. One that is written otherwise, `XML`, is no part of ours.
pub(super) fn is_of_kind(name: &str, kind: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == kind)
}

/// Whether a workbook may have that part: none that draws, comments, queries or runs.
pub(super) fn is_part(name: &str) -> bool {
    const WHOLE: [&str; 11] = [
        "[Content_Types].xml",
        "docProps/app.xml",
        "docProps/core.xml",
        "docProps/custom.xml",
        "docMetadata/LabelInfo.xml",
        "xl/calcChain.xml",
        "xl/metadata.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/persons/person.xml",
    ];
    const NUMBERED: [(&str, &str); 6] = [
        ("customXml/", ".xml"),
        ("xl/printerSettings/", ".bin"),
        ("xl/tables/table", ".xml"),
        ("xl/theme/theme", ".xml"),
        ("xl/worksheets/sheet", ".xml"),
        ("", ".rels"),
    ];
    name.ends_with('/')
        || WHOLE.contains(&name)
        || NUMBERED.iter().any(|(start, end)| name.starts_with(start) && name.ends_with(end))
}

/// Whether a sheet may have that element, or what tells of it is said by a rule of its own.
pub(super) fn is_element(name: &str) -> bool {
    const OURS: [&str; 22] = [
        "worksheet",
        "sheetPr",
        "pageSetUpPr",
        "dimension",
        "sheetViews",
        "sheetView",
        "sheetFormatPr",
        "cols",
        "col",
        "sheetData",
        "row",
        "c",
        "f",
        "v",
        "hyperlinks",
        "hyperlink",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "oddHeader",
        "oddFooter",
        "tablePart",
    ];
    const OF_OTHERS: [&str; 23] = [
        "tableParts",
        "is",
        "t",
        "tabColor",
        "outlinePr",
        "pane",
        "selection",
        "printOptions",
        "rowBreaks",
        "colBreaks",
        "brk",
        "evenHeader",
        "evenFooter",
        "firstHeader",
        "firstFooter",
        "phoneticPr",
        "ignoredErrors",
        "ignoredError",
        "sheetProtection",
        "extLst",
        "ext",
        "sheetCalcPr",
        "autoFilter",
    ];
    const TOLD: [&str; 7] =
        ["mergeCells", "mergeCell", "dataValidations", "dataValidation", "formula1", "formula2", "r"];
    OURS.contains(&name) || OF_OTHERS.contains(&name) || TOLD.contains(&name)
}
