//! Chinese: the grammar of quantities in words.

mod idioms;

use std::{ops::Range, sync::LazyLock};

use aho_corasick::{AhoCorasick, Input, MatchKind};
use regex::Regex;

use self::idioms::IDIOMS;
use super::{grammar::Grammar, without_idioms};
use crate::lang::is_han;

/// Digits as they are said; 两 and 几 with them.
const N: &str = "[〇零一二三四五六七八九十百千万亿兆两几半数廿卅卌皕俩仨多余]";

/// Formal digits, as cheques have them.
const F: &str = "[零壹贰叁肆伍陆柒捌玖拾佰仟]";

/// Powers of ten.
const TENS: &str = "[十百千万亿]";

/// Words that count things.
const COUNTER: &str = "(?:个百分点|个|家|所|座|台|套|件|名|位|人|次|条|种|类|页|档|栋|间|辆|棵|株|公顷|遍|届|批|期|年|月|日|天|周|岁|省|市|县|区|州|国|城|校|院|项|款|笔|户|亩|吨|元|度|级|层|组|支|处|片|块|张|份|本|章|节|点|步|轮|场|季度|世纪|小时|分钟|分钱|块钱|毛钱|斤|公斤|摄氏度|平方|公里|千米|米|亿|万|成|倍|番|折)";

/// Words that count things, of those that a bare 万 or 亿 may stand before: not 万元, which is a unit.
const COUNTER_OF_MANY: &str = "(?:个|家|所|座|名|位|人|件|项|户|倍|次|台|套)";

/// What something is ranked among.
const AMONG: &str =
    "(?:全国|全球|世界|全省|全市|国内|省内|西部|中部|东部|东北|行业|同类|亚洲|区域|城市群|地区)";

fn grammar() -> String {
    let ranks = "位居|名列|位列|排名|排在|排|第列|列第|居第|跃居|升至|列全国|居全国|居世界|居全球";
    [
        // Parts: 三分之一, 百分之…, 千分之五; also before and behind something bound.
        format!("(?:{N}+分|{F}+分|百分|千分|万分|[\u{FFFC}#]分)之(?:{N}|{F}|#)*"),
        "百分百|[百千万]分点|个百分点|绝大多数|绝大部分|什一".to_owned(),
        format!("{N}+分[,，、/]之{N}|{N}(?:分|停)?(?:之|[居占有]其)[一二三四五六七八九]|[一二三四五六七八九十]+[/⁄∕][二三四五六七八九十]+"),
        // At the end of a clause a bare numeral says a percentage: 增长七。
        "(?:增长|增加|上升|提高|提升|下降|回落|减少|降低|占比?|涨|跌|增|降)了?[三四五六七八九]+(?:$|[，。；！？,.;])".to_owned(),
        format!("{N}+分(?:天下|账|成)"),
        // A percent sign or a number word of the other language right behind.
        format!("(?:{N}|{F})+[%‰‱]"),
        // Multiples and changes.
        format!("翻(?:了|了近|近)?(?:{N}*番|倍|个番|个跟头)|倍增|倍数(?:级|式)?增|成倍|加倍|双倍|减半|砍半|折半|腰斩|对半|对折|过半|近半|大半|小半|多半|泰半|半数|一半|半壁江山|半成|成半|{N}分为{N}"),
        format!("{N}*倍"),
        format!("{N}{N}开|{N}{N}分[成账]"),
        format!("{N}+(?:个)?(?:多)?(?:成|折|番)"),
        format!("{N}连[增升跌降冠胜跳涨败]|{N}+(?:里挑|中选|中取|选|取|挑){N}|[一二三四五六七八九十百千]+比[一二三四五六七八九十百千]+"),
        // Signs, ratios and other ways to write a part: 负三, 三对一, 四之一, 三·成; 五分の一 and 五割 are Japanese.
        "负[二三四五六七八九十百千万两]+|[二三四五六七八九十百千两]+对[一二三四五六七八九十百千两]+|一对[二三四五六七八九十]+|[三四五六七八九十百千万]之[一二三四五六七八九]".to_owned(),
        format!("{N}[·・‧•](?:成|倍|折|番|分之)|{N}+分の{N}+|[二三四五六七八九十]割|[二三四五六七八九十两]+席"),
        // What is measured, and a bare number: 增长率为七.
        "(?:率|比重|百分比|比例|份额|占比|强度|指数|增速|涨幅|降幅|增幅|总数|总量|数量|总额)(?:约|仅|已|高|将)?(?:为|达到?|升?至|是|到|超过?|破|逾)[〇零一二三四五六七八九十百千万亿两]+".to_owned(),
        // Beside a Latin letter no Chinese word goes on: 三 firms.
        "(?:^|[^\\p{Han}])[二三四五六七八九十百千万亿两]+[A-Za-z]|[A-Za-z][二三四五六七八九十百千万亿两]+(?:$|[^\\p{Han}A-Za-z])".to_owned(),
        // Ranks.
        format!("第(?:{N}|{F})+(?:位|名|大|强|高|多|低|快|档|梯队|方阵|阵营|集团)"),
        format!("(?:{ranks}|第)第?{N}+(?:位|名|大)"),
        format!("(?:{ranks})第?{N}+"),
        "前[一二三四五六七八九十百]+(?:强|名|位|甲|列|茅)?|(?:跻身|进入|入围|位列|位居|名列)三甲|榜眼|探花|[前入]三甲|首位|榜首|头名|冠军|亚军|季军|倒数|末位|垫底|前茅|鳌头|头筹|夺冠|登顶|折桂|蝉联|数一数二".to_owned(),
        // Extremes: the rank of a value among all that there were, or all that there are. 创新高地 is a place.
        "历史(?:性)?(?:新高|新低|最高|最低|最好|最差|高点|低点|峰值)|(?:创下?|创造|创出|刷新|打破|改写)了?(?:历史|历年|最高|最低|最好|往年)*(?:新?纪录|新?记录)|创(?:下|出|了)+新[高低]|[屡再又连]创新[高低]|破纪录|首次(?:突破|超过|跌破|达到)|史上最|有史以来最|排名(?:靠前|前列|领先)|(?:全国|全省|全球|世界)(?:最[高低大小多少快慢强弱]|之[最首冠])|领跑全国".to_owned(),
        format!("{TENS}+(?:强|佳|优)|[二三四五六七八九十两]大|(?:跻身|进入|入围|位列|入选|全国|世界|全球)[二三四五六七八九十百]+强"),
        // Numbers as they are pronounced, in Latin letters: san成.
        "(?:yi|er|san|si|wu|liu|qi|ba|jiu|shi|liang|bai|qian)(?:成|倍|个|家|亿|万|分之|位)".to_owned(),
        // Vague amounts.
        format!("[数几多上近余过破逾超]{TENS}+|[百千万亿][余多]|成[百千][上累成][百千万]|以{TENS}+计|[三四五六七八九十]阶段|[二三四五六七八九十两](?:打|双)|一位数|{N}位数|个位数|[双单]位数|[高低单双多几数]位数增长|若干|[几数](?:家|个|项|座|所|名|位|件|成)|多[家成]|{TENS}+来{COUNTER}|[一半](?:打|双|对)|{TENS}+元?(?:级|量级|规模|俱乐部|大关|台阶)"),
        "十[之居有]{1,2}[一二三四五六七八九]+|十居其九|零增长|零".to_owned(),
        "半年|半".to_owned(),
        "[廿卅卌皕俩仨]".to_owned(),
        // Counts and dates, with a point between digits or without.
        "[一二三四五六七八九十两百千万亿〇零廿卅几数]+[.・·点][一二三四五六七八九十〇零]+".to_owned(),
        format!("[二三四五六七八九十两百千几][一二三四五六七八九十百千万亿兆〇零余多]*{COUNTER}"),
        format!("[万亿]{COUNTER_OF_MANY}"),
        "一(?:季度|世纪|百|千|万|亿|倍|成|番|折|年|月|半)".to_owned(),
        "[每近逾超达约共有仅][二三四五六七八九十百千万亿]+人?".to_owned(),
        // Runs of digits, and large numbers alone.
        format!("[〇零一二三四五六七八九十百千万亿兆]{{2,}}|[两几]{TENS}+"),
        // Formal digits: several, or one before a unit.
        format!("{N}+[佰仟]|{F}{{2,}}[亿万元]*|参[成亿佰仟拾]|{F}(?:亿|万|元|成|家|个|倍|项|年|折)"),
    ]
    .join("|")
}

/// The quantities of a plain text, by its bytes.
pub(super) fn quantities(text: &str) -> Vec<Range<usize>> {
    static QUANTITY: LazyLock<Grammar> = LazyLock::new(|| Grammar::of(&grammar()));
    // Words that an idiom is the beginning of and says another thing: 四季 and 四季度, 一个 and 一个亿, 二十大, the congress,
    // and 二十大平台.
    static BEYOND: LazyLock<Grammar> = LazyLock::new(|| {
        let n = "[一二三四五六七八九十]";
        Grammar::of(&format!(
            "四季度|一个亿|[涨跌升降高低]了?一个点|一个(?:数量级|百分点)|{n}(?:分有|[居占有])其{n}|倍数(?:级|式)?增|[前入列]三甲|三公(?:里|斤|顷)|{n}+大(?:平台|企业|项目|工程|任务|产业|行动|举措|园区|城市|高校|院所|集群|中心|基地|领域|装置|板块)"
        ))
    });
    let beyond = BEYOND.ranges(text);
    let counts = |c| "〇零一二三四五六七八九十百千万亿廿卅第".contains(c);
    let text = without_idioms(text, idioms(text), counts);
    [QUANTITY.ranges(&text), places(&text), beyond].concat()
}

/// The idioms of a text: what counts off or names something by its number, and the words of the list, the longest
/// first: 万无一失 before 万.
fn idioms(text: &str) -> Vec<Range<usize>> {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = IDIOMS.iter().flat_map(|(_, words)| *words);
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words);
        automaton.expect("some hundred words")
    });
    // （十一） and 第二步 count off; 第五次全国经济普查 is the name of a survey, 七届全国人大 of a body.
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        let counted = r"\([一二三四五六七八九十]+\)|第[一二三四五六七八九十]+(?:次全国|次经济普查|步|批|类|条|章|节)|[一二三四五六七八九十]+届全国|[一二三]级(?:市场|学科|指标|目录)|部分之一|[万亿](?:家|个|人|件|项|户|台|套|元)(?:为单位|计)|(?:届|人大|政协|人民代表大会|委员会)[一二三四五六七八九十]+次(?:全体)?会议";
        Regex::new(counted).expect("a pattern")
    });
    let (mut found, mut end) = (vec![], 0);
    let mut counted = COUNTED.find(text);
    loop {
        if counted.is_some_and(|it| it.start() < end) {
            counted = COUNTED.find_at(text, end);
        }
        let word = WORDS.find(Input::new(text).range(end..)).map(|it| it.range());
        let nexts = counted.map(|it| it.range()).into_iter().chain(word);
        let Some(next) = nexts.min_by_key(|it| it.start) else { return found };
        end = next.end;
        found.push(next);
    }
}

/// Places in an order without a counter: 居全国第一, and 总量第二 at the end of its clause. 第一，… begins a clause and
/// counts off, 全国第五次 goes on.
fn places(text: &str) -> Vec<Range<usize>> {
    static PLACE: LazyLock<Grammar> = LazyLock::new(|| {
        let place = format!("第(?:{N}|{F})+");
        Grammar::of(&format!(
            "({AMONG}(?:排名|居|列|位居)?{place})(?:$|[^〇零一二三四五六七八九十次批个家届部条座所期类种步章节级产书责时方者])|({place})(?:[，。；、！？,.;!?)]|$)"
        ))
    });
    // Behind these words a clause counts off, and so it does at its start.
    let is_named = |at: usize| {
        let before = text[..at].chars().next_back();
        before.is_some_and(|c| is_han(c) && !"为的是了和与及或在按从并".contains(c))
    };
    PLACE
        .groups(text)
        .into_iter()
        .filter(|it| !text[it.start..].starts_with('第') || is_named(it.start))
        .collect()
}
