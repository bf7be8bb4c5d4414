//! The graph of a finished file as hayro reads it.

use hayro_syntax::{
    Pdf,
    object::{Array, Dict as Entries, MaybeRef, Object, ObjectIdentifier, Stream},
};

use super::{
    Graph,
    trailer::Trailer,
    unpack::unpacked,
    value::{Dict, Id, Value, unpacked_entries},
};

/// A finished file as a graph.
pub struct ReadGraph<'a> {
    pdf: &'a Pdf,
    trailer: Trailer,
}

impl<'a> ReadGraph<'a> {
    /// The graph of a file with that trailer.
    pub fn of(pdf: &'a Pdf, trailer: Trailer) -> Self {
        Self { pdf, trailer }
    }
}

impl Graph for ReadGraph<'_> {
    fn root(&self) -> Id {
        self.trailer.root
    }

    fn info(&self) -> Option<Id> {
        self.trailer.info
    }

    fn get(&self, Id(number, generation): Id) -> Value {
        let generation = i32::try_from(generation).unwrap_or(i32::MAX);
        let object: Option<Object<'_>> = self.pdf.xref().get(ObjectIdentifier::new(number, generation));
        object.map_or(Value::Null, |object| value(&object))
    }

    fn head(&self, Id(number, generation): Id) -> Value {
        let generation = i32::try_from(generation).unwrap_or(i32::MAX);
        let object: Option<Object<'_>> = self.pdf.xref().get(ObjectIdentifier::new(number, generation));
        match object {
            Some(Object::Stream(stream)) => Value::Stream(unpacked_entries(entries(stream.dict())), None),
            object => object.map_or(Value::Null, |object| value(&object)),
        }
    }
}

fn value(object: &Object<'_>) -> Value {
    match object {
        Object::Null(_) => Value::Null,
        Object::Boolean(value) => Value::Bool(*value),
        Object::Number(number) => {
            let (whole, real) = (number.as_i64(), number.as_f64());
            #[expect(
                clippy::cast_precision_loss,
                clippy::float_cmp,
                reason = "a number that its own whole part is equal to is whole"
            )]
            let is_whole = whole as f64 == real;
            if is_whole { Value::Integer(whole) } else { Value::Real(number.as_f32()) }
        }
        Object::Name(name) => Value::Name(name.to_vec()),
        Object::String(text) => Value::Text(text.as_bytes().to_vec()),
        Object::Array(array) => Value::Array(parts(array)),
        Object::Dict(dict) => Value::Dict(entries(dict)),
        Object::Stream(stream) => held(stream),
    }
}

fn held(stream: &Stream<'_>) -> Value {
    let dict = entries(stream.dict());
    let data =
        unpacked(&stream.raw_data(), dict.get(b"Filter".as_slice()), dict.get(b"DecodeParms".as_slice()));
    Value::Stream(unpacked_entries(dict), data)
}

fn parts(array: &Array<'_>) -> Vec<Value> {
    array.raw_iter().map(either).collect()
}

fn entries(dict: &Entries<'_>) -> Dict {
    dict.entries().map(|(key, entry)| (key.to_vec(), either(entry))).collect()
}

fn either(entry: MaybeRef<Object<'_>>) -> Value {
    match entry {
        MaybeRef::Ref(to) => Value::Ref(Id(to.obj_number, u32::try_from(to.gen_number).unwrap_or(u32::MAX))),
        MaybeRef::NotRef(object) => value(&object),
    }
}
