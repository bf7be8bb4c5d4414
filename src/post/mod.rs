//! Post: a letter becomes a message, and a relay takes it.
//!
//! `letter → message → relay`

mod letter;
mod relay;

pub use self::{
    letter::{Enclosure, Letter, Mailbox, mailbox},
    relay::{Account, Postman, Relay, Unsent},
};
