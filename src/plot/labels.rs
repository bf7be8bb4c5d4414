//! Labels along a line: pushed apart until none overlaps, each as near to its place as can be.

/// A label along a line: where its middle would like to be, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelExtent {
    pub middle: i32,
    pub length: i32,
}

/// Moves labels within `lo … hi` so that none overlaps, at the least sum of squared moves, and
/// returns their middles. They keep the order of their places, and of the list where places are
/// equal. Labels that are longer than the room together run beyond `hi`.
///
/// It is an isotonic regression: with the lengths before a label subtracted from its place, "no
/// overlap" means "not falling", which pooling adjacent violators solves exactly.
pub fn spread(labels: &[LabelExtent], lo: i32, hi: i32) -> Vec<i32> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|&index| labels[index].middle);

    let mut starts = Vec::with_capacity(labels.len());
    let mut before = 0;
    for &index in &order {
        let LabelExtent { middle, length } = labels[index];
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn middles(places: &[i32]) -> Vec<i32> {
        let labels: Vec<LabelExtent> =
            places.iter().map(|&middle| LabelExtent { middle, length: 10 }).collect();
        spread(&labels, 0, 100)
    }

    #[test]
    fn labels_with_room_stay() {
        assert_eq!(middles(&[80, 20, 50]), [80, 20, 50]);
    }

    #[test]
    fn coinciding_labels_part_evenly_and_keep_their_order() {
        assert_eq!(middles(&[50, 50, 50]), [40, 50, 60]);
    }

    #[test]
    fn labels_at_the_edge_move_inside() {
        assert_eq!(middles(&[0, 100, 100]), [5, 85, 95]);
    }

    proptest! {
        #[test]
        fn no_label_overlaps_another(places in prop::collection::vec((-50..150_i32, 2..20_i32), 0..12)) {
            let labels: Vec<LabelExtent> = places.iter().map(|&(middle, length)| LabelExtent { middle, length }).collect();
            let total: i32 = labels.iter().map(|label| label.length).sum();
            let placed = spread(&labels, 0, total.max(120));
            let mut boxes: Vec<(i32, i32)> =
                labels.iter().zip(placed).map(|(label, middle)| (middle - label.length / 2, label.length)).collect();
            boxes.sort_unstable();
            for pair in boxes.windows(2) {
                prop_assert!(pair[0].0 + pair[0].1 <= pair[1].0, "{boxes:?}");
            }
            if let (Some(first), Some(last)) = (boxes.first(), boxes.last()) {
                prop_assert!(first.0 >= 0 && last.0 + last.1 <= total.max(120), "{boxes:?}");
            }
        }
    }
}
