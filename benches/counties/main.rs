//! Writes the synthetic project of counties: `cargo run --release --example counties -- FOLDER [COUNTIES]`.
#![expect(clippy::disallowed_methods, reason = "a generator writes what it generates")]

mod generate;

use std::{env, fs, io, path::Path};

use generate::Country;

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().ok_or_else(|| io::Error::other("name the folder to write to"))?;
    let counties = arguments.next().map_or(Ok(2900), |it| it.parse()).map_err(io::Error::other)?;
    let country = Country { provinces: 31.min(counties), counties, seed: 2025 };
    let folder = Path::new(&folder);
    for (path, text) in country.files() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("every file is in the project's folder"))?;
        fs::write(path, text)?;
    }
    // The faces and the theme of the briefing itself.
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    fs::copy(templates.join("two-sessions/theme.toml"), folder.join("templates/counties/theme.toml"))?;
    fs::create_dir_all(folder.join("templates/fonts"))?;
    for face in fs::read_dir(templates.join("fonts"))? {
        let face = face?;
        fs::copy(face.path(), folder.join("templates/fonts").join(face.file_name()))?;
    }
    Ok(())
}
