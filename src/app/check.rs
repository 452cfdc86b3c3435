//! Looking at an index from end to end, and mending it.

use super::{Place, identities};
use crate::index::{Archive, Checked, Flaw, IndexError, Part, Repaired, WriterOptions};
use crate::present::check::{Check, Fault};

/// Looks at every file of the index of `place`, and at whether they agree; with `repair`, mends what is wrong.
///
/// # Errors
/// When there is no index, another version wrote it, or it must be mended and cannot be written.
pub fn check(place: &Place, repair: bool) -> anyhow::Result<Check> {
    let mut out = Check {
        schema_version: Check::VERSION,
        index: place.index.display().to_string(),
        ..Check::default()
    };
    out.faults.extend(place.damage.iter().map(|damage| Fault {
        place: super::place::NOTE.to_owned(),
        what: format!("{damage}; name the paths to `onrecord index` again"),
    }));
    let options = WriterOptions::default();
    let mut repaired = Repaired::default();
    let opened = Archive::open(&place.index).and_then(|archive| archive.payload().map(|_| archive));
    let mut archive = match opened {
        Err(IndexError::Damaged { what, .. }) => {
            out.faults.push(Fault { place: place.index.display().to_string(), what });
            if !repair {
                return Ok(out);
            }
            let (archive, done) = Archive::mend_to_open(&place.index, options)?;
            repaired = done;
            archive
        }
        opened => opened?,
    };
    let Checked { files, bytes, articles, statements, unswept, flaws } = archive.check()?;
    (out.files, out.bytes, out.articles, out.statements) = (files, bytes, articles, statements);
    out.unfinished = unswept;
    out.faults.extend(flaws.iter().map(told));
    if repair && !flaws.is_empty() {
        archive = archive.repair(&flaws, options, &mut repaired)?;
        let payload = archive.payload()?;
        let is_unknown = flaws.iter().any(|flaw| flaw.part == Part::Identities) || payload.identities == 0;
        // After it was emptied there is nobody to tell apart until the next run.
        if is_unknown && payload.articles > 0 {
            identities::renew(place, &archive)?;
            repaired.done.push("who is who was worked out again".to_owned());
        }
    }
    out.repaired = repaired.done;
    out.must_read = repaired.must_read;
    Ok(out)
}

fn told(flaw: &Flaw) -> Fault {
    Fault { place: flaw.place.clone(), what: flaw.what.clone() }
}
