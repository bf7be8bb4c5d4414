//! Labels along a line: pushed apart until none overlaps, each as near to its place as can be.

/// A label along a line: where its middle would like to be, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    pub middle: i32,
    pub length: i32,
}

/// Moves labels within `lo … hi` so that none overlaps, at the least sum of squared moves, and
/// returns their middles. They keep the order of their places, and of the list where places are
/// equal. Labels that are longer than the room together run beyond `hi`.
///
/// It is an isotonic regression: with the lengths before a label subtracted from its place, "no
/// overlap" means "not falling", which pooling adjacent violators solves exactly.
pub fn spread(labels: &[Extent], lo: i32, hi: i32) -> Vec<i32> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|&index| labels[index].middle);

    let mut starts = Vec::with_capacity(labels.len());
    let mut before = 0;
    for &index in &order {
        let Extent { middle, length } = labels[index];
        starts.push(i64::from(middle) - i64::from(length / 2) - before);
        before += i64::from(length);
    }
    let last = (i64::from(hi) - before).max(i64::from(lo));

    let mut middles = vec![0; labels.len()];
    let mut before = 0;
    for (&index, start) in order.iter().zip(pool(&starts)) {
        let length = i64::from(labels[index].length);
        let middle = start.clamp(i64::from(lo), last) + before + length / 2;
        middles[index] = i32::try_from(middle).expect("labels lie on the drawing");
        before += length;
    }
    middles
}

/// The non-falling numbers nearest to `values`: neighbours that fall take their mean.
fn pool(values: &[i64]) -> Vec<i64> {
    let mut blocks: Vec<(i64, i64)> = vec![];
    for &value in values {
        let mut block = (value, 1);
        while let Some(&(sum, count)) = blocks.last() {
            if sum.div_euclid(count) <= block.0.div_euclid(block.1) {
                break;
            }
            blocks.pop();
            block = (block.0 + sum, block.1 + count);
        }
        blocks.push(block);
    }
    blocks.into_iter().flat_map(|(sum, count)| (0..count).map(move |_| sum.div_euclid(count))).collect()
}
