//! Places that are not safe for a memory: what is shared or copied behind SQLite's back.

use std::path::Path;

/// Why a place is not safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Risk {
    /// A program copies the folder to a service while yiku writes.
    Synchronised(&'static str),
    /// The folder is on another machine; locks may not hold there.
    Network,
}

/// Folder names by which services that synchronise are known, in lower case.
const SERVICES: &[(&str, &str)] = &[
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("mobile documents", "iCloud"),
    ("icloud", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("seafile", "Seafile"),
    ("nutstore", "坚果云"),
    ("坚果云", "坚果云"),
    ("baidunetdisk", "百度网盘"),
    ("百度网盘", "百度网盘"),
];

/// File systems that are on another machine, as Linux names them.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ceph",
    "fuse.sshfs",
];

/// Why a memory at `path` is not safe, where it is not.
#[must_use]
pub fn risk(path: &Path) -> Option<Risk> {
    let path = std::path::absolute(path).ok()?;
    let service = path.iter().find_map(|folder| {
        let name = folder.to_string_lossy().to_lowercase();
        let known = SERVICES.iter().find(|(known, _)| name.starts_with(known));
        known.map(|(_, service)| *service)
    });
    if let Some(service) = service {
        return Some(Risk::Synchronised(service));
    }
    let mounts = std::fs::read_to_string("/proc/self/mounts").ok()?;
    is_network(&path, &mounts).then_some(Risk::Network)
}

/// Whether the innermost mount that holds `path` is of a network file system (proc(5), mounts).
fn is_network(path: &Path, mounts: &str) -> bool {
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            let (folder, kind) = (fields.next()?, fields.next()?);
            let folder = folder.replace("\\040", " ");
            path.starts_with(&folder).then_some((folder.len(), kind))
        })
        .max_by_key(|(depth, _)| *depth)
        .is_some_and(|(_, kind)| NETWORK.contains(&kind))
}

/// How many bytes are free on the disk of a memory, or of one that will be there; `None` where the
/// system does not say.
#[must_use]
pub fn free_space(memory: &Path) -> Option<u64> {
    memory
        .ancestors()
        .skip(1)
        .map(|folder| match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        })
        .find(|folder| folder.is_dir())
        .and_then(|folder| fs4::available_space(folder).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synchronised_folders_are_known_by_name() {
        let risk = risk(Path::new("/home/li/OneDrive - Office/jobs/memory.yiku"));
        assert_eq!(risk, Some(Risk::Synchronised("OneDrive")));
    }

    #[test]
    fn the_innermost_mount_decides() {
        let mounts = "/dev/a / ext4 rw 0 0\nserver:/x /mnt/team\\040share nfs4 rw 0 0\n/dev/b /mnt/team\\040share/local ext4 rw 0 0\n";
        assert!(is_network(Path::new("/mnt/team share/m.yiku"), mounts));
        assert!(!is_network(
            Path::new("/mnt/team share/local/m.yiku"),
            mounts
        ));
        assert!(!is_network(Path::new("/home/m.yiku"), mounts));
    }
}
