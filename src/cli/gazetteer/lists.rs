//! Lists that others keep: imported as entries or compiled into one file that opens at once.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use rustc_hash::FxHashMap;

use super::class_of;
use crate::cli::input::{DataArgs, show};
use crate::cli::{Outcome, style};
use crate::load::import::{self, Format, Imported, Selection, States, to_toml};
use crate::load::{self, DataFile, Gazetteer, ListWriter, Written};
use crate::model::Severity;
use crate::names::{self, KeyMaker};

/// From so many entities on, a list is better compiled.
const LARGE: u64 = 20_000;

pub(super) const FORMATS: &str = "\
Formats:
  geonames  the tables of download.geonames.org, unpacked: allCountries.txt, SY.txt …; tabs, 19 columns
  wikidata  the result of a query at query.wikidata.org, as JSON or CSV, with ?item ?itemLabel and, as wished,
            ?itemAltLabel ?typeLabel ?coord ?countryLabel ?population ?inception ?dissolved ?geonames
  ftm       FollowTheMoney entities, one JSON object a line, as OpenSanctions publishes them
  petrarch  a PETRARCH actor dictionary with CAMEO codes
  csv       a table with a header: name, and as wished id, type, kind, aliases (with | between), lat, lon, country,
            since, until, population, wikidata, geonames, note

Examples:
  dossier gazetteer import geonames SY.txt --feature P --population 500 --out syria-places.toml
  dossier gazetteer import geonames allCountries.txt --country SY,IQ,LB --out levant.list
  dossier build articles --name-list levant.list";

#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// How the list is written
    #[arg(value_name = "FORMAT", value_enum)]
    format: ListFormat,
    /// The list; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where the entries go: a file ending in .toml, or in .list for a compiled list
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Only what belongs to these states: ISO codes of two letters, or ids, with commas between
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    country: Vec<String>,
    /// GeoNames: only these feature classes or codes, with commas between (P, AIRB …)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    feature: Vec<String>,
    /// Only places with so many people, or more
    #[arg(long, value_name = "N", default_value_t = 0)]
    population: u64,
    /// The type of rows that do not tell it
    #[arg(long = "type", value_name = "TYPE")]
    class: Option<String>,
    /// A note on where the list comes from, kept in what is written
    #[arg(long, value_name = "TEXT")]
    origin: Option<String>,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum ListFormat {
    Geonames,
    Wikidata,
    #[value(alias = "follow-the-money")]
    Ftm,
    Petrarch,
    Csv,
}

#[derive(Debug, clap::Args)]
pub(super) struct Compile {
    /// Files of entries (.toml), or folders of them
    #[arg(value_name = "PATHS", required = true)]
    paths: Vec<PathBuf>,
    /// Where the list goes
    #[arg(long, value_name = "FILE.list")]
    out: PathBuf,
    /// A note on where the list comes from, kept in the file
    #[arg(long, value_name = "TEXT", default_value = "")]
    origin: String,
    #[command(flatten)]
    data: DataArgs,
}

/// Where imported entities go.
enum Target {
    Entries {
        path: PathBuf,
        file: BufWriter<File>,
        ids: FxHashMap<String, u32>,
    },
    List {
        writer: Box<ListWriter>,
        keys: KeyMaker,
    },
}

impl Target {
    fn open(path: &Path, gazetteer: &Gazetteer, origin: &str) -> Result<Self> {
        let kind = path.extension().and_then(|kind| kind.to_str());
        match kind {
            Some("toml") => {
                let part = path.with_extension("toml.partial");
                let file = File::create(&part).with_context(|| part.display().to_string())?;
                let mut file = BufWriter::new(file);
                writeln!(file, "# {}\n", origin.replace(['\n', '\r'], " "))?;
                Ok(Self::Entries {
                    path: path.to_owned(),
                    file,
                    ids: FxHashMap::default(),
                })
            }
            Some("list") => Ok(Self::List {
                writer: Box::new(
                    ListWriter::new(path, names::spelling(&gazetteer.forms), origin)
                        .with_context(|| path.display().to_string())?,
                ),
                keys: KeyMaker::new(gazetteer),
            }),
            _ => bail!(
                "`{}` tells no format: end it in .toml for entries to edit, in .list for a compiled list",
                path.display()
            ),
        }
    }

    fn take(&mut self, mut entity: Imported) -> io::Result<()> {
        match self {
            Self::Entries { file, ids, .. } => {
                let times = ids.entry(entity.id.clone()).or_default();
                *times += 1;
                if *times > 1 {
                    entity.id = format!("{}-{times}", entity.id);
                }
                file.write_all(to_toml(&entity).as_bytes())
            }
            Self::List { writer, keys } => {
                let prominence = entity.prominence;
                let entity = entity.into_entity();
                writer
                    .add(&entity, prominence, &keys.keys(&entity))
                    .map_err(io::Error::other)
            }
        }
    }

    fn finish(self) -> Result<Option<Written>> {
        match self {
            Self::Entries { path, mut file, .. } => {
                file.flush()?;
                drop(file);
                fs::rename(path.with_extension("toml.partial"), &path)?;
                Ok(None)
            }
            Self::List { writer, .. } => Ok(Some(writer.finish()?)),
        }
    }
}

pub(super) fn import_list(args: &Import, out: &mut dyn Write) -> Result<Outcome> {
    let data = args.data.load()?;
    let states = States::of(&data.gazetteer);
    let selection = Selection {
        countries: args.country.clone(),
        features: args.feature.clone(),
        population: args.population,
        class: class_of(args.class.as_deref())?,
    };
    for code in &args.country {
        if states.find(code).is_none() {
            bail!("`{code}` is no state: give its ISO code of two letters, or its id");
        }
    }
    let format = match args.format {
        ListFormat::Geonames => Format::Geonames,
        ListFormat::Wikidata => Format::Wikidata,
        ListFormat::Ftm => Format::FollowTheMoney,
        ListFormat::Petrarch => Format::Petrarch,
        ListFormat::Csv => Format::Csv,
    };
    let name = args.file.to_string_lossy().replace('\\', "/");
    let origin = args
        .origin
        .clone()
        .unwrap_or_else(|| format!("{} ({:?})", name.rsplit('/').next().unwrap_or("-"), format));
    let (mut input, bar) = open(&args.file)?;
    let mut target = Target::open(&args.out, &data.gazetteer, &origin)?;
    let report = import::import(
        format,
        &name,
        &mut *input,
        &states,
        &selection,
        &mut |entity| target.take(entity),
    )
    .with_context(|| name.clone())?;
    bar.finish_and_clear();
    let written = target.finish()?;
    show(&report.problems)?;
    let told = report.problems.len() as u64;
    if report.wrong > told {
        writeln!(
            anstream::stderr(),
            "… and {} rows more that are wrong",
            report.wrong - told
        )?;
    }
    writeln!(
        out,
        "{}{} entities{} in {}, of {} rows; {} left out, {} wrong",
        style::HEADING,
        report.given,
        style::PLAIN,
        args.out.display(),
        report.rows,
        report.left_out,
        report.wrong,
    )?;
    match written {
        Some(written) => summary(&written, out)?,
        None if report.given > LARGE => writeln!(
            out,
            "so many open faster compiled: end --out in .list, and give it to --name-list"
        )?,
        None => writeln!(
            out,
            "look it through, and put it into a folder of the gazetteer"
        )?,
    }
    Ok(if report.given == 0 || report.wrong > 0 {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

pub(super) fn compile(args: &Compile, out: &mut dyn Write) -> Result<Outcome> {
    let mut own: Vec<DataFile> = Vec::new();
    for path in &args.paths {
        if path.is_dir() {
            own.extend(load::read_folder(path)?);
        } else {
            own.push(DataFile {
                path: path.to_string_lossy().replace('\\', "/"),
                text: fs::read_to_string(path).with_context(|| path.display().to_string())?,
            });
        }
    }
    let ours: rustc_hash::FxHashSet<String> = own.iter().map(|file| file.path.clone()).collect();
    let (alone, _) = Gazetteer::load(&own);
    // The entries may name states and bodies of the gazetteer; where both have an id, the gazetteer's is used anyway.
    let mut files = args.data.files()?.gazetteer.0;
    files.retain(|file| !ours.contains(&file.path));
    files.extend(own);
    let (all, mut diagnostics) = Gazetteer::load(&files);
    diagnostics.retain(|diagnostic| ours.contains(&diagnostic.file));
    show(&diagnostics)?;
    if args.out.extension().is_none_or(|kind| kind != "list") {
        bail!("`{}`: end it in .list", args.out.display());
    }
    let mut writer = ListWriter::new(&args.out, names::spelling(&all.forms), &args.origin)
        .with_context(|| args.out.display().to_string())?;
    let keys = KeyMaker::new(&all);
    let mut count = 0_u64;
    for id in alone.entities.keys() {
        if let Some(entity) = all.entities.get(id) {
            writer.add(entity, 0, &keys.keys(entity))?;
            count += 1;
        }
    }
    let written = writer.finish()?;
    writeln!(
        out,
        "{}{count} entities{} in {}",
        style::HEADING,
        style::PLAIN,
        args.out.display()
    )?;
    summary(&written, out)?;
    let failed = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if failed || count == 0 {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

fn summary(written: &Written, out: &mut dyn Write) -> Result<()> {
    writeln!(
        out,
        "{} keys, {:.1} MB; use it with --name-list FILE, or lay it into a gazetteer folder",
        written.keys,
        written.bytes as f64 / 1e6
    )?;
    if written.repeated > 0 {
        writeln!(
            out,
            "{} entities had the id of another and are not in it",
            written.repeated
        )?;
    }
    Ok(())
}

/// Opens a list, with a bar that shows how much of it is read.
fn open(path: &Path) -> Result<(Box<dyn BufRead>, ProgressBar)> {
    if path.as_os_str() == "-" {
        return Ok((Box::new(BufReader::new(io::stdin())), ProgressBar::hidden()));
    }
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let bar = if io::stderr().is_terminal() {
        let bar = ProgressBar::new(file.metadata()?.len());
        if let Ok(style) =
            ProgressStyle::with_template("reading {wide_bar} {bytes}/{total_bytes} {eta}")
        {
            bar.set_style(style);
        }
        bar
    } else {
        ProgressBar::hidden()
    };
    let input = BufReader::with_capacity(1 << 20, bar.wrap_read(file));
    Ok((Box::new(input), bar))
}
