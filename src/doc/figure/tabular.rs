//! A figure as a table: the numbers that it draws, for those who cannot see it, or want to have them.

use super::{Bar, Chart, ChartSeries, Datum, Figure, Holding, ScatterPoint};
use crate::{
    doc::{
        inline::{Inline, ShownFact},
        reading::Reading,
        table::{Align, Column, Density, RowKind, Table, TableRow},
    },
    lang::Lang,
};

impl Figure {
    /// The data of the drawing as a table without a number: a row a series, bar, point or event, and in
    /// its caption the unit, said once.
    pub fn table(&self, lang: Lang) -> Table {
        let mut body = TableDraft { lang, unit: String::new(), columns: vec![], rows: vec![] };
        body.fill(&self.chart);
        let caption = match lang {
            Lang::Zh => format!("图{}的数据", self.number),
            Lang::En => format!("Data of figure {}", self.number),
        };
        let caption = match (body.unit.as_str(), lang) {
            ("", _) => caption,
            (unit, Lang::Zh) => format!("{caption}（{unit}）"),
            (unit, Lang::En) => format!("{caption} ({unit})"),
        };
        Table {
            id: format!("{}-data", self.id),
            number: None,
            caption: literal(&caption),
            columns: body.columns,
            rows: body.rows,
            notes: vec![],
            density: Density::Dense,
            is_turned: false,
        }
    }
}

/// The table in the making.
struct TableDraft {
    lang: Lang,
    unit: String,
    columns: Vec<Column>,
    rows: Vec<TableRow>,
}

impl TableDraft {
    fn fill(&mut self, chart: &Chart) {
        match chart.holds() {
            Holding::Series { unit, heads, series } => self.series(unit, heads, series),
            Holding::Bars { unit, bars, .. } => self.bars(unit, bars),
            Holding::Places(it) => {
                self.head("", Align::Start);
                it.measures.iter().for_each(|measure| self.head(measure, Align::End));
                for ScatterPoint { label, x, y, .. } in it.points.iter().chain(&it.cross) {
                    self.row([literal(label), number(x), number(y)]);
                }
            }
            Holding::Events(it) => {
                self.head(self.lang.pick("时间", "Date"), Align::Start);
                self.head(self.lang.pick("事项", "Event"), Align::Start);
                for event in &it.events {
                    self.row([literal(&event.date), literal(&event.text)]);
                }
            }
            Holding::Cells(it) => {
                self.head("", Align::Start);
                it.columns.iter().for_each(|column| self.head(column, Align::Start));
                for row in &it.rows {
                    let cells = row.cells.iter().map(|names| self.list(names));
                    let cells: Vec<_> = std::iter::once(literal(&row.label)).chain(cells).collect();
                    self.row(cells);
                }
            }
        }
    }

    /// A row a series, a column a period; what is missing is a dash.
    fn series(&mut self, unit: &str, heads: &[String], series: &[ChartSeries]) {
        unit.clone_into(&mut self.unit);
        self.head("", Align::Start);
        heads.iter().for_each(|head| self.head(head, Align::End));
        for ChartSeries { label, points, .. } in series {
            let numbers = points.iter().map(|point| point.as_ref().map_or_else(|| literal("—"), number));
            let cells: Vec<_> = std::iter::once(literal(label)).chain(numbers).collect();
            self.row(cells);
        }
    }

    fn bars<'b>(&mut self, unit: &str, bars: impl IntoIterator<Item = &'b Bar>) {
        self.head("", Align::Start);
        let head = if unit.is_empty() { self.lang.pick("数值", "Value") } else { unit };
        self.head(head, Align::End);
        for Bar { label, datum, .. } in bars {
            self.row([literal(label), number(datum)]);
        }
    }

    fn list(&self, names: &[String]) -> Vec<Inline> {
        if names.is_empty() { literal("—") } else { literal(&names.join(self.lang.pick("、", ", "))) }
    }

    fn head(&mut self, head: &str, align: Align) {
        self.columns.push(Column { head: literal(head), align });
    }

    fn row(&mut self, cells: impl IntoIterator<Item = Vec<Inline>>) {
        let cells = cells.into_iter().collect();
        self.rows.push(TableRow { cells, kind: RowKind::Plain, entry_of: None });
    }
}

fn literal(text: &str) -> Vec<Inline> {
    vec![Inline::Literal(text.to_owned())]
}

/// The number as the drawing writes it, without its unit; its mark, which the drawing writes beside it, is
/// one again.
fn number(datum: &Datum) -> Vec<Inline> {
    let mark = datum.status.mark().unwrap_or_default().to_owned();
    let (id, shown) =
        (datum.fact.clone(), Reading::plain(datum.shown.strip_suffix(&mark).unwrap_or(&datum.shown)));
    vec![Inline::Fact(ShownFact { id, shown, has_unit: false, exponent: datum.exponent, mark })]
}
