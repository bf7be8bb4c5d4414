//! From a number on paper back to its cells.

use crate::project::Project;

#[test]
fn a_number_is_traced_by_its_name_by_its_print_and_by_its_page() {
    let project = Project::released();
    let expected = "rd_growth: percent_change(RD_EXP, SC_CQ, 2020..2023)\n  33.0194045888 PT in 33.0046770319 … 33.0341340077, status E, exact\n  \
        = ((1357.8 + 746.7) ÷ (1055.3 + 526.8) − 1) × 100\n  \
        ├─ 1357.8 × 10^8  RD_EXP CN-SC 2023, status A, published 2024-10-02, NBS_RD_BULLETIN, inputs/rd.csv:31:4\n  \
        ├─ 746.7 × 10^8  RD_EXP CN-CQ 2023, status E, published 2024-10-02, CHINA_DAILY_2025, inputs/rd.csv:19:4\n";
    project.exec("trace rd-growth").must_succeed().stdout_has(expected);
    project.exec("trace 33.0%").must_succeed().stdout_has(expected);
    project
        .exec("trace 2104.5亿元")
        .must_succeed()
        .stdout_has("level(RD_EXP, SC_CQ, 2023)\n  210450000000 CNY");
    project.exec("trace --page 2 --lang zh").must_succeed().stdout_has("rd_growth: ").stdout_has("gdp: ");
    project.exec("trace rd_growth --json").must_succeed().stdout_has("\"cell\": \"inputs/rd.csv:31:4\"");
    project.exec("trace 99.9%").must_exit(1).stderr_has("no fact of the release is 99.9%");
    project.exec("trace").must_exit(2);
}
