//! A briefing of every kind of block in both languages, as PDF, for the eye:
//! `cargo test --test main layout::preview -- --ignored`.

use std::path::Path;

use briefing::lang::Lang;

use super::{reading, written::Written};
use crate::sample;

#[test]
#[ignore = "writes a PDF to look at"]
#[expect(clippy::disallowed_methods, reason = "a preview is written for the eye, not published")]
fn preview() {
    for (lang, written) in [(Lang::Zh, chinese()), (Lang::En, english())] {
        let pages = reading::pages(&written.0);
        let pdf =
            briefing::render::pdf::render(&pages, &written.0.meta, lang, sample::fonts()).unwrap().save();
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("layout.{lang}.pdf"));
        std::fs::write(path, pdf).unwrap();
    }
}

pub fn chinese() -> Written {
    Written::new(Lang::Zh)
        .cover(
            "全国两会 · 政策简报",
            "川渝共建具有全国影响力的科技创新中心",
            "基础、进展、短板与建议",
            &[("版次", "2025"), ("数据截至", "2025-02-28"), ("使用对象", "出席全国两会、参与川渝联合提案的代表和委员")],
        )
        .heading(1, "summary", "", "摘要：投入持续扩大，份额仍待巩固")
        .cards(&[
            ["{2104.5亿元}", "川渝研发经费投入", "比2020年增长{33.0%}"],
            ["{6.31%}", "占全国研发经费的份额", "比2020年下降{0.18个百分点}"],
            ["{2280.3亿元[e]}", "川渝技术市场成交额", "比2020年增长{62.0%}"],
            ["{第23位}", "成都在全球科技集群中的位次", "比2020年前移{24位}"],
            ["{第39位}", "重庆在全球科技集群中的位次", "比2020年前移{38位}"],
            ["{8.19万亿元}", "双城经济圈地区生产总值", "占全国{6.5%}，国土面积占{2%}"],
        ])
        .list(false, &[
            "*总量站上新台阶*。2023年，川渝两省市全域研发经费投入合计{2104.5亿元}，2020年以来年均增长{10.0%}。",
            "*速度慢于全国*。同期全国研发经费增长{36.7%}，川渝占全国的份额由{6.49%}变为{6.31%}。缺口形成于2022年：当年四川投入几乎原地未动。",
            "*创新集群位次连年前移*。成都由{第47位}进至{第23位}，重庆由{第77位}进至{第39位}。",
        ])
        .page_break()
        .contents("目录")
        .heading(1, "background", "一、", "背景：从行政分设到共建中心")
        .paragraph("川渝两地同根同源，共建科技创新中心既有历史渊源，也有国家规划依据。重庆于1997年成为第四个直辖市，此前属四川省。2021年，《成渝地区双城经济圈建设规划纲要》印发，提出把成渝地区建成“具有全国影响力的重要经济中心、科技创新中心、改革开放新高地、高品质生活宜居地”。“科技创新中心”由此列入国家对这一地区的定位，与经济中心、改革开放、生活品质并提。规划意在促进全国区域均衡，同时吸引人才、改善营商环境、培育新的业态和模式。")
        .figure(1, "从设立直辖市、印发规划纲要到联合提案，共建的依据逐步明确", &["资料来源：国务院公报；《成渝地区双城经济圈建设规划纲要》。"])
        .paragraph("本简报为上述联合提案提供数据支撑，着重回答：投入和产出增长了多少，与全国相比是快是慢；首尾年份之间走过了怎样的路；哪些话现有数据可以支持，哪些话尚不能说。见<fig-1|图1>和<tab-1|表1>。")
        .heading(1, "rd", "二、", "研发投入：总量增长，份额下降")
        .heading(2, "rd-total", "（一）", "总量与速度")
        .paragraph("2023年，川渝两省市全域研究与试验发展（R&D）经费投入合计{2104.5亿元}，比2020年的{1581.8亿元}增长{33.0%}，年均增长{10.0%}；按当年人民币汇率中间价平均值折算，约合{298.7亿美元[e]}。其中，四川{1357.8亿元}，重庆{746.7亿元}；两地各自增长{28.7%}和{41.7%}。")
        .paragraph("同期全国研发经费增长{36.7%}。重庆快于全国，四川慢于全国，合计慢于全国。川渝占全国研发经费的份额因此由{6.49%}变为{6.31%}，下降{0.18个百分点}。总量与份额走向不同，引用时宜并提。")
        .quote("当前，科技创新与产业创新的融合仍然薄弱。“川渝制造业的主要问题，在于企业、高校和科研院所之间科技创新资源的横向整合不足。”", "周晓华，重庆市政协委员、重庆大学证券研究所所长")
        .table(
            "川渝与全国、京沪粤研发经费投入（亿元）",
            "地区 | >2020年 | >2023年 | >增长（%） | >年均（%） | 说明",
            &[
                "!川渝合计 | {1581.8} | {2104.5} | {33.0} | {10.0} | 两省市全域，非双城经济圈范围",
                "四川 | {1055.3} | {1357.8} | {28.7} | {8.8} | 2022年几乎未增长",
                "重庆 | {526.8} | {746.7[e]} | {41.7[e]} | {12.3} | 连年增长",
                "北京 | {2326.6} | {2947.1} | {26.7} | {8.2} | 投入强度居全国之首",
                "上海 | {1615.7} | {2049.6} | {26.9} | {8.3} | ",
                "广东 | {3479.9} | {4802.6} | {38.0} | {11.3} | 总量居全国之首，企业投入占比高，珠三角城市集中",
                "全国 | {24393.1} | {33357.1} | {36.7} | {11.0} | ",
            ],
            &["[e] 由其他数值推算。", "资料来源：国家统计局、科学技术部、财政部《全国科技经费投入统计公报》。"],
        )
        .heading(2, "rd-years", "（二）", "逐年走势")
        .paragraph("只看首尾，会漏掉关键之处。分年度看：")
        .list(true, &[
            "2021年，川渝增长{15.1%}，快于全国的{14.6%}，份额为{6.52%}；",
            "2022年，川渝增长{4.7%}，慢于全国的{10.1%}，份额为{6.20%}，较上年下降{0.32个百分点}；",
            "2023年，川渝增长{10.5%}，快于全国的{8.4%}，份额为{6.31%}。",
        ])
        .paragraphs(4, "国家超级计算成都中心、中新（重庆）国际超算中心等平台相继建成；西部（成都）科学城、西部（重庆）科学城“一城多园”联动推进——大科学装置{11个}，高新技术企业{27000家以上}，大型科研仪器设备{14000台（套）以上}……效能尚缺度量，GII 2024与WIPO的口径亦不尽相同。")
        .figure(2, "技术市场成交额增长{62.0%}", &["注：按合同登记地统计。"])
        .paragraphs(3, "技术市场活跃度提高，但有跳升因素。成交额增长{62.0%}，全国同期为{117.7%}；2022年仅重庆即增长{76.4%}。")
        .heading(2, "facts", "（三）", "附表：所用数据一览")
        .table(
            "本简报所用数据及其来源",
            "名称 | >数值 | >区间 | 算式 | 来源",
            &["川渝研发经费投入 | {2104.5亿元} | 2104.4—2104.6 | 1357.8 + 746.7 | 《2023年全国科技经费投入统计公报》，国家统计局、科学技术部、财政部，2024年10月2日",
              "川渝研发经费增长 | {33.0%} | 33.03—33.06 | (2104.5 ÷ 1581.8 − 1) × 100 | 《2020年全国科技经费投入统计公报》；《2023年全国科技经费投入统计公报》",
              "!年均增长 | {10.0%[e]} | 9.98—9.99 | (2104.5 ÷ 1581.8)^(1 ÷ 3) − 1 | 同上"].repeat(8),
            &["注：区间为原始数据修约前可能的取值范围。"],
        )
        .heading(3, "mark", "", "标记说明")
        .note("[e] 估计值，由其他数值推算；[p] 初步数；[u] 可靠性低。区间由原始数据的修约范围推出，任何一句话都不超出区间所允许的程度。")
}

pub fn english() -> Written {
    Written::new(Lang::En)
        .cover(
            "National two sessions · policy briefing",
            "A nationally influential centre of science and technology in Sichuan and Chongqing",
            "Foundations, progress, weaknesses and proposals",
            &[("Edition", "2025"), ("Data as of", "2025-02-28"), ("For", "Delegates to the two sessions who take part in the joint proposal of Sichuan and Chongqing")],
        )
        .heading(1, "summary", "", "Summary: spending keeps rising, the share has still to be held")
        .cards(&[
            ["{210.45 billion yuan}", "R&D spending in Sichuan and Chongqing", "{33.0%} more than in 2020"],
            ["{6.31%}", "Share of national R&D spending", "{0.18 percentage points} less than in 2020"],
            ["{228.03 billion yuan[e]}", "Technology contracts in Sichuan and Chongqing", "{62.0%} more than in 2020"],
            ["{23rd}", "Chengdu among the world’s innovation clusters", "up {24 places} since 2020"],
            ["{39th}", "Chongqing among the world’s innovation clusters", "up {38 places} since 2020"],
            ["{8.19 trillion yuan}", "Output of the Economic Circle", "{6.5%} of China’s on {2%} of its land"],
        ])
        .list(false, &[
            "*A new level.* In 2023 the two regions spent {210.45 billion yuan} on research and development, {10.0%} a year more since 2020.",
            "*Slower than the country.* National spending rose by {36.7%}; the share of Sichuan and Chongqing went from {6.49%} to {6.31%}. The gap opened in 2022, when Sichuan’s spending stood almost still.",
            "*Up the ranking every year.* Chengdu rose from {47th} to {23rd}, Chongqing from {77th} to {39th}.",
        ])
        .page_break()
        .contents("Contents")
        .heading(1, "background", "1", "Background: from two administrations to one centre")
        .paragraph("The neighbouring regions of Sichuan and Chongqing are working to establish themselves as a national centre of technology, leveraging their strong industrial foundation and growing technological capabilities. Once part of Sichuan, Chongqing became China’s fourth municipality directly under the central government in 1997, following Beijing, Shanghai and Tianjin. In 2021, a master plan was issued to transform the Chengdu–Chongqing region into an economic centre with national impact, a key hub for scientific and technological innovation, a model area for reform and opening-up, and a high-quality living zone.")
        .figure(1, "From municipality to master plan to joint proposal, the foundations became clearer", &["Sources: State Council Gazette; Outline of the Chengdu–Chongqing Economic Circle."])
        .paragraph("This briefing gives the joint proposal its numbers. It asks how much inputs and outputs grew, whether faster or slower than the country; which way led from the first year to the last; and what the available data can support, and what they cannot. See <fig-1|Figure 1> and <tab-1|Table 1>.")
        .heading(1, "rd", "2", "Research and development: more money, a smaller share")
        .heading(2, "rd-total", "2.1", "Total and pace")
        .paragraph("In 2023, research and development investment in the Chengdu–Chongqing region reached {210.45 billion yuan} ({29.87 billion US dollars[e]}), an increase of {33.0%} from 2020 and {10.0%} a year. Sichuan spent {135.78 billion yuan}, Chongqing {74.67 billion yuan}; they grew by {28.7%} and {41.7%} respectively.")
        .paragraph("National spending rose by {36.7%} in the same years. Chongqing was faster than the country, Sichuan slower, and both together slower. Their share of national spending accordingly went from {6.49%} to {6.31%}, down {0.18 percentage points}. Total and share went different ways and should be quoted together.")
        .quote("The main issue in Sichuan–Chongqing’s manufacturing sector lies in the weak horizontal integration of scientific and technological innovation resources among enterprises, universities and research institutes.", "Zhou Xiaohua, member of the Chongqing committee of the CPPCC")
        .table(
            "R&D spending of Sichuan and Chongqing, the country and three leading regions (billion yuan)",
            "Area | >2020 | >2023 | >Growth (%) | >A year (%) | Remarks",
            &[
                "!Sichuan and Chongqing | {158.18} | {210.45} | {33.0} | {10.0} | The whole of both, not the Economic Circle",
                "Sichuan | {105.53} | {135.78} | {28.7} | {8.8} | Hardly any growth in 2022",
                "Chongqing | {52.68} | {74.67[e]} | {41.7[e]} | {12.3} | Growth in every year",
                "Beijing | {232.66} | {294.71} | {26.7} | {8.2} | The highest intensity of all provinces",
                "Shanghai | {161.57} | {204.96} | {26.9} | {8.3} | ",
                "Guangdong | {347.99} | {480.26} | {38.0} | {11.3} | The highest total; mostly spent by enterprises",
                "China | {2439.31} | {3335.71} | {36.7} | {11.0} | ",
            ],
            &["[e] derived from other values.", "Source: National Bureau of Statistics, Ministry of Science and Technology, Ministry of Finance."],
        )
        .heading(2, "rd-years", "2.2", "Year by year")
        .paragraph("First and last year alone miss what matters. Year by year:")
        .list(true, &[
            "In 2021 the two regions grew by {15.1%}, faster than the country’s {14.6%}; their share was {6.52%}.",
            "In 2022 they grew by {4.7%}, slower than the country’s {10.1%}; their share was {6.20%}, {0.32 percentage points} less than the year before.",
            "In 2023 they grew by {10.5%}, faster than the country’s {8.4%}; their share was {6.31%}.",
        ])
        .paragraphs(4, "The two regions have already established the Western Science City in both Chengdu and Chongqing, along with key research facilities such as a national high-end aviation equipment technology innovation centre in Chengdu, a national supercomputing centre in Chengdu and the China–Singapore (Chongqing) supercomputing centre in Chongqing. The region is also home to {11 large scientific research devices}, including a super transient experimental facility, and has attracted {more than 27,000 high-tech companies}.")
        .figure(2, "Technology contracts rose by {62.0%}", &["By the place where the contract is registered."])
        .paragraphs(3, "Technology market transactions totalled {228.03 billion yuan}, up {62.0%} from 2020, while the country’s rose by {117.7%}; in 2022 alone, Chongqing’s jumped by {76.4%}.")
        .heading(2, "facts", "2.3", "Annex: every figure used")
        .table(
            "Every figure of this briefing and where it comes from",
            "Name | >Value | >Bounds | Formula | Sources",
            &["R&D spending, Sichuan and Chongqing | {210.45 billion yuan} | 210.44–210.46 | 135.78 + 74.67 | Communiqué on National Expenditures on Science and Technology in 2023, National Bureau of Statistics, 2 October 2024",
              "Growth of R&D spending | {33.0%} | 33.03–33.06 | (2104.5 ÷ 1581.8 − 1) × 100 | Communiqué 2020; Communiqué 2023",
              "!Annual rate | {10.0%[e]} | 9.98–9.99 | (2104.5 ÷ 1581.8)^(1 ÷ 3) − 1 | as above"].repeat(8),
            &["Bounds: the values that the published figures can stand for before rounding."],
        )
        .heading(3, "mark", "", "What the marks mean")
        .note("[e] estimated, derived from other values; [p] provisional; [u] of low reliability. Bounds follow from how the published figures were rounded; no sentence says more than they allow.")
}
