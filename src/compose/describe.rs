//! Describing: what each fact of an edition is called, beside its number.

use std::{collections::BTreeMap, sync::Arc};

use super::show::Writer;
use crate::{
    data::{
        catalogue::Catalogue,
        fact::{FactId, Facts, Show},
        quantity::Rounding,
    },
    doc::description::{Description, Descriptions},
    lang::{Bilingual, Lang},
};

/// Describes every fact that the plan has a name for, which are all.
pub fn describe(facts: &Facts, catalogue: &Arc<Catalogue>, rounding: Rounding) -> Descriptions {
    let [zh, en] = Lang::ALL.map(|lang| Writer { lang, rounding, catalogue: Arc::clone(catalogue) });
    let both = |say: &dyn Fn(&Writer) -> String| Bilingual::new(say(&zh), say(&en));
    let mut names = by_fact(facts);
    let mut described = BTreeMap::new();
    for fact in facts.iter() {
        let Some(FactNames { show, mut anchors }) = names.remove(&fact.id) else { continue };
        let anchor = anchors.remove(0);
        let description = Description {
            anchor,
            aliases: anchors,
            what: both(&|it| it.cited(&fact.key)),
            reads: both(&|it| it.fact(fact, show).into()),
            bounds: both(&|it| it.bounds(fact, show)),
        };
        described.insert(fact.id.clone(), description);
    }
    described
}

/// How the plan names a fact, and has it shown.
struct FactNames {
    /// As the first of the names has it.
    show: Show,
    /// At least one.
    anchors: Vec<String>,
}

/// The names of each fact: first those that mean it alone, then those made of a panel's.
fn by_fact(facts: &Facts) -> BTreeMap<FactId, FactNames> {
    let mut names: BTreeMap<FactId, FactNames> = BTreeMap::new();
    let (panels, alone): (Vec<_>, Vec<_>) = facts.names().partition(|(_, named)| named.is_panel);
    for (name, named) in alone.into_iter().chain(panels) {
        for key in &named.keys {
            let anchor =
                if named.is_panel { format!("{name}.{}.{}", key.area, key.period) } else { name.to_owned() };
            let known = names.entry(key.id()).or_insert(FactNames { show: named.show, anchors: vec![] });
            known.anchors.push(anchor);
        }
    }
    names
}
