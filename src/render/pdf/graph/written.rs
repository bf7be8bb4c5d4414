//! The graph of a file as lopdf has it: before it is written, or when it was read by it.

use lopdf::{Dictionary, Document, Object};

use super::{
    Graph,
    unpack::unpacked,
    value::{Dict, Id, Value, unpacked_entries},
};

/// A document of lopdf as a graph.
pub struct WrittenGraph<'a> {
    document: &'a Document,
    root: Id,
}

impl<'a> WrittenGraph<'a> {
    /// The graph of `document`; none if it has no catalogue.
    pub fn of(document: &'a Document) -> Option<Self> {
        let root = document.trailer.get(b"Root").and_then(Object::as_reference).ok()?;
        Some(Self { document, root: id(root) })
    }

    /// Objects that no catalogue leads to yet.
    pub fn part(document: &'a Document) -> Self {
        Self { document, root: Id(0, 0) }
    }

    /// The reference to an object.
    pub fn reference(object: lopdf::ObjectId) -> Value {
        Value::Ref(id(object))
    }

    /// The entries of a dictionary.
    pub fn named(dict: &Dictionary) -> Dict {
        entries(dict)
    }
}

impl Graph for WrittenGraph<'_> {
    fn root(&self) -> Id {
        self.root
    }

    fn info(&self) -> Option<Id> {
        self.document.trailer.get(b"Info").and_then(Object::as_reference).ok().map(id)
    }

    fn get(&self, Id(number, generation): Id) -> Value {
        let generation = u16::try_from(generation).unwrap_or(u16::MAX);
        self.document.objects.get(&(number, generation)).map_or(Value::Null, value)
    }

    fn head(&self, Id(number, generation): Id) -> Value {
        let generation = u16::try_from(generation).unwrap_or(u16::MAX);
        match self.document.objects.get(&(number, generation)) {
            Some(Object::Stream(stream)) => Value::Stream(unpacked_entries(entries(&stream.dict)), None),
            object => object.map_or(Value::Null, value),
        }
    }
}

fn id((number, generation): lopdf::ObjectId) -> Id {
    Id(number, generation.into())
}

fn value(object: &Object) -> Value {
    match object {
        Object::Null => Value::Null,
        Object::Boolean(value) => Value::Bool(*value),
        Object::Integer(number) => Value::Integer(*number),
        Object::Real(number) => Value::Real(*number),
        Object::Name(name) => Value::Name(name.clone()),
        Object::String(text, _) => Value::Text(text.clone()),
        Object::Array(parts) => Value::Array(parts.iter().map(value).collect()),
        Object::Dictionary(dict) => Value::Dict(entries(dict)),
        Object::Stream(stream) => {
            let dict = entries(&stream.dict);
            let data = unpacked(
                &stream.content,
                dict.get(b"Filter".as_slice()),
                dict.get(b"DecodeParms".as_slice()),
            );
            Value::Stream(unpacked_entries(dict), data)
        }
        Object::Reference(to) => Value::Ref(id(*to)),
    }
}

fn entries(dict: &Dictionary) -> Dict {
    dict.iter().map(|(key, object)| (key.clone(), value(object))).collect()
}
