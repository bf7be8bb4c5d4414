//! ZIP archives of files that are compressed already: stored, one behind the other.

use std::io::{self, Write};

/// An archive that is being written.
pub struct Archive<W: Write> {
    out: W,
    /// Bytes written so far.
    offset: u32,
    directory: Vec<u8>,
    count: u16,
}

impl<W: Write> Archive<W> {
    /// Starts an archive.
    pub fn new(out: W) -> Self {
        Self { out, offset: 0, directory: vec![], count: 0 }
    }

    /// Adds a file; its date is the first that the format knows, 1 January 1980.
    ///
    /// # Errors
    /// It cannot be written, or the archive would outgrow the format: 4 GiB, 65,535 files.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, "a ZIP archive holds at most 4 GiB");
        let size = u32::try_from(bytes.len()).map_err(|_| too_large())?;
        let length = u16::try_from(name.len()).map_err(|_| io::Error::other("a name is too long"))?;
        let mut common = vec![];
        // Version 2.0, names in UTF-8, stored, the date and time of 1980-01-01.
        for field in [20_u16, 0x0800, 0, 0, 0x0021] {
            common.extend(field.to_le_bytes());
        }
        for field in [crc32(bytes), size, size] {
            common.extend(field.to_le_bytes());
        }
        common.extend(length.to_le_bytes());
        common.extend([0, 0]);

        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(&common);
        self.directory.extend([0; 10]);
        self.directory.extend(self.offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        let head = [b"PK\x03\x04", common.as_slice(), name.as_bytes()].concat();
        self.out.write_all(&head)?;
        self.out.write_all(bytes)?;
        let written = u32::try_from(head.len()).map_err(|_| too_large())?;
        let end = self.offset.checked_add(written).and_then(|end| end.checked_add(size));
        self.offset = end.ok_or_else(too_large)?;
        self.count = self.count.checked_add(1).ok_or_else(too_large)?;
        Ok(())
    }

    /// Ends the archive.
    ///
    /// # Errors
    /// Its directory cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        let size = u32::try_from(self.directory.len()).map_err(io::Error::other)?;
        self.out.write_all(&self.directory)?;
        self.out.write_all(b"PK\x05\x06\x00\x00\x00\x00")?;
        for count in [self.count, self.count] {
            self.out.write_all(&count.to_le_bytes())?;
        }
        for field in [size, self.offset] {
            self.out.write_all(&field.to_le_bytes())?;
        }
        self.out.write_all(&[0, 0])?;
        Ok(self.out)
    }
}

/// The checksum of the format (ISO 3309), by a table.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    let step = |sum: u32, byte: &u8| (sum >> 8) ^ TABLE[usize::from(sum.to_le_bytes()[0] ^ byte)];
    !bytes.iter().fold(!0, step)
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0_u32;
    while index < 256 {
        let mut sum = index;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
            bit += 1;
        }
        table[index as usize] = sum;
        index += 1;
    }
    table
}
