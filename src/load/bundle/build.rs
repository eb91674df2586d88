//! The build script: lists the files of `gazetteer/` and `ontology/`, so that they are built into the program, and gives
//! the program a mark of its own sources, by which it knows what another version of it has extracted.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut code = String::new();
    for (constant, folder) in [("GAZETTEER", "gazetteer"), ("ONTOLOGY", "ontology")] {
        println!("cargo::rerun-if-changed={folder}");
        let mut files = Vec::new();
        collect(&root.join(folder), &["toml", "ttl", "rq"], &mut files)?;
        files.sort();
        let _ = writeln!(code, "pub(super) const {constant}: &[(&str, &str)] = &[");
        for file in files {
            let name = file
                .strip_prefix(&root)
                .unwrap_or(&file)
                .to_string_lossy()
                .replace('\\', "/");
            let _ = writeln!(
                code,
                "    ({name:?}, include_str!({:?})),",
                file.to_string_lossy()
            );
        }
        code.push_str("];\n");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("bundle.rs"), code)?;
    mark_sources(&root)
}

/// Sets `DOSSIER_SOURCES` to a hash (FNV-1a) of the sources and of the versions of all libraries.
fn mark_sources(root: &Path) -> io::Result<()> {
    let mut files = vec![root.join("Cargo.lock")];
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-changed=src");
    collect(&root.join("src"), &["rs"], &mut files)?;
    files.sort();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        let content = fs::read(&file).unwrap_or_default();
        for byte in content.iter().chain(&(content.len() as u64).to_le_bytes()) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=DOSSIER_SOURCES={hash:016x}");
    Ok(())
}

fn collect(folder: &Path, kinds: &[&str], files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let kind = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            collect(&path, kinds, files)?;
        } else if kind.is_some_and(|kind| kinds.contains(&kind)) {
            files.push(path);
        }
    }
    Ok(())
}
