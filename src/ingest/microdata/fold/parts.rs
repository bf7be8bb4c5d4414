//! The row groups of a Parquet table: which there are, what is constant in each, how they are read.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{Cursor, Read as _, Seek as _, SeekFrom},
    path::PathBuf,
    sync::Arc,
};

use polars::prelude::*;
use polars_arrow::{array::Array, datatypes::Field};
use polars_parquet::read::{
    BasicDecompressor, ColumnChunkMetadata, FileMetadata, PageReader, PhysicalType, RowGroupMetadata,
    column_iter_to_arrays, infer_schema, read_metadata,
};
use polars_plan::{
    dsl::{FileScanIR, ScanSources},
    plans::IR,
};

use super::{column::GroupKey, request::FoldRequest};

/// A row group of a file.
pub struct RowGroup {
    file: Arc<PartFile>,
    index: usize,
}

/// A file that row groups are parts of.
struct PartFile {
    place: PathBuf,
    metadata: FileMetadata,
    /// What the folders that the file lies in say of its records.
    constants: BTreeMap<String, GroupKey>,
}

/// More records than polars counts.
const MOST: usize = u32::MAX as usize;

/// The row groups of the files that polars would read, in their order. Nothing where a file is not
/// as the first of them, or where a folder says what is to be added up.
pub fn find(records: &LazyFrame, request: &FoldRequest) -> Option<Vec<RowGroup>> {
    let plan = records.clone().to_alp().ok()?;
    let IR::Scan { sources: ScanSources::Paths(places), hive_parts, scan_type, predicate: None, .. } =
        plan.root()
    else {
        return None;
    };
    if !matches!(scan_type.as_ref(), FileScanIR::Parquet { .. }) {
        return None;
    }
    let constants = hive_parts.as_ref().map(polars_plan::plans::hive::HivePartitionsDf::df);
    let is_constant = |name: &str| constants.is_some_and(|it| it.schema().contains(name));
    if request.tallies.iter().any(|it| is_constant(&it.column)) {
        return None;
    }
    let mut first = None;
    let mut parts = Vec::new();
    let mut height = 0_usize;
    for (row, place) in places.iter().enumerate() {
        let place = PathBuf::from(place.as_str());
        let metadata = read_metadata(&mut open(&place)?).ok()?;
        let schema = infer_schema(&metadata).ok()?;
        if *first.get_or_insert_with(|| schema.clone()) != schema {
            return None;
        }
        let mut known = BTreeMap::new();
        for column in constants.iter().flat_map(|it| it.columns()) {
            known.insert(column.name().to_string(), GroupKey::of(&column.get(row).ok()?)?);
        }
        height = height.checked_add(metadata.num_rows)?;
        let groups = metadata.row_groups.iter().map(RowGroupMetadata::num_rows).enumerate();
        let groups = groups.filter(|(_, height)| *height > 0).map(|(index, _)| index).collect::<Vec<_>>();
        let file = Arc::new(PartFile { place, metadata, constants: known });
        parts.extend(groups.into_iter().map(|index| RowGroup { file: Arc::clone(&file), index }));
    }
    (!parts.is_empty() && height < MOST).then_some(parts)
}

#[expect(clippy::disallowed_methods, reason = "`inputs` has hashed the file, which is read in parts")]
fn open(place: &PathBuf) -> Option<File> {
    File::open(place).ok()
}

impl RowGroup {
    /// The number of its records.
    pub fn height(&self) -> usize {
        self.file.metadata.row_groups[self.index].num_rows()
    }

    /// What its folders say of a column.
    pub fn constant(&self, name: &str) -> Option<&GroupKey> {
        self.file.constants.get(name)
    }

    /// The chunk of a column that is stored flat, a value a record.
    pub fn chunk(&self, name: &str) -> Option<ColumnChunk<'_>> {
        let group = &self.file.metadata.row_groups[self.index];
        let mut columns = group.columns_under_root_iter(name)?;
        let column = columns.next().filter(|_| columns.len() == 0)?;
        let descriptor = column.descriptor();
        let is_flat = descriptor.path_in_schema.len() == 1 && descriptor.descriptor.max_rep_level == 0;
        let height = group.num_rows();
        is_flat.then_some(ColumnChunk { place: &self.file.place, column, height })
    }
}

/// A column of a row group, as it lies in its file.
pub struct ColumnChunk<'a> {
    place: &'a PathBuf,
    column: &'a ColumnChunkMetadata,
    height: usize,
}

impl ColumnChunk<'_> {
    pub fn stored_as(&self) -> PhysicalType {
        self.column.physical_type()
    }

    pub fn has_dictionary(&self) -> bool {
        self.column.dictionary_page_offset().is_some()
    }

    /// Its values, in an array of the type of `field`.
    pub fn read(&self, field: Field) -> Option<Box<dyn Array>> {
        let mut file = open(self.place)?;
        let range = self.column.byte_range();
        if range.start > range.end || range.end > file.metadata().ok()?.len() {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(range.end - range.start).ok()?];
        file.seek(SeekFrom::Start(range.start)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        let pages = PageReader::new(Cursor::new(bytes.into()), self.column, Vec::new(), usize::MAX);
        let pages = BasicDecompressor::new(pages, Vec::new());
        let primitive = &self.column.descriptor().descriptor.primitive_type;
        let (mut arrays, _) = column_iter_to_arrays(vec![pages], vec![primitive], field, None).ok()?;
        let array = arrays.pop().filter(|_| arrays.is_empty())?;
        (array.len() == self.height).then_some(array)
    }
}
