/* A power cut, simulated: preloaded into a program, this library keeps a model of what the disk
 * would hold of one folder if the power failed now, and at a call of one's choice makes it so.
 *
 * Every system call of the program that reads or changes a file is caught (by a seccomp filter
 * that raises SIGSYS, so that calls made past the C library are caught as well), carried out, and
 * noted: what was written to a file since it was last synced, and which names were given and
 * taken in a folder since that folder was. At the chosen call the folder is made anew from what
 * was synced and, by the mode, some of what was not, and the process is killed.
 *
 * What it takes for granted is no more than POSIX gives: fsync of a file keeps its content and
 * not its name, fsync of a folder keeps the names in it, a sector of 512 bytes is written whole
 * or not at all, a rename is one step. What was there when the program began is on the disk,
 * unless another program, which was killed, left word of what is.
 *
 *   POWERCUT_DIR      the folder, absolute, without symbolic links
 *   POWERCUT_AT       the number of the call, from 1; or "exit": when the program ends
 *   POWERCUT_MODE     lose     nothing is kept that was not synced
 *                     keep     everything is kept: the process is killed, the power stays
 *                     order    what was not synced is kept up to some point, the last write torn
 *                     scatter  each sector, and each name, that was not synced is kept or not
 *   POWERCUT_SEED     a number, for the last two
 *   POWERCUT_NO_SYNC  if set, the fault: fsync and fdatasync do nothing
 *   POWERCUT_DISK_AFTER  an empty folder: where the mode is keep, what is on the disk is put
 *                     there: in names/ what has a name, in content/ what is synced of each file
 *                     under the name that it had for the program
 *   POWERCUT_DISK     such a folder, for the program that goes on
 *   POWERCUT_TRACE    a file to which each call is written: its number, what it is, on which file;
 *                     at the end, what the model takes to be in the folder
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <ucontext.h>
#include <unistd.h>

#include "calls.h"

enum { SECTOR = 512, DESCRIPTORS = 1024, CANNOT = 97 };

static void say(const char *text) { CALL(SYS_write, 2, text, strlen(text)); }

static _Noreturn void cannot(const char *what, const char *which) {
    say("powercut: ");
    say(what);
    say(" ");
    say(which);
    say("\n");
    for (;;) CALL(SYS_exit_group, CANNOT);
}

/* Memory that is never given back: the handler may not use malloc. */
static void *take(size_t size) {
    static char *at, *end;
    size = (size + 15) & ~(size_t)15;
    if ((size_t)(end - at) < size) {
        size_t block = size > (64u << 20) ? size : (64u << 20);
        long got = CALL(SYS_mmap, 0, block, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (got < 0 && got > -4096) cannot("no memory", "");
        at = (char *)got;
        end = at + block;
    }
    void *taken = at;
    at += size;
    return taken;
}

static char *keep_text(const char *text) {
    size_t size = strlen(text) + 1;
    return memcpy(take(size), text, size);
}

/* --- The model -------------------------------------------------------------------------------- */

enum kind { WRITE, TRUNCATE, ADD, REMOVE, RENAME };

/* Something done since the last sync. */
struct change {
    enum kind kind;
    uint64_t number; /* of all changes, ascending */
    size_t at, size; /* WRITE, TRUNCATE */
    char *bytes;
    const char *name, *other; /* ADD name, REMOVE name, RENAME name to other */
    struct node *node;
    struct change *next;
};

struct name {
    const char *name; /* 0: taken away */
    struct node *node;
    struct name *next;
};

/* A file or a folder. */
struct node {
    int folder, shared; /* shared: SQLite's -shm, which is memory and no file after a power cut */
    unsigned mode;
    const char *path;   /* its last name, from the folder watched */
    char *bytes;        /* a file: what is synced */
    size_t size, room;
    struct name *synced, *live; /* a folder: its names */
    struct change *first, *last;
    struct node *next;
};

static char root_path[4096];
static size_t root_length;
static struct node *root, *all;
static struct node *descriptors[DESCRIPTORS];
static uint64_t changes, calls, cut_at, seed;
static const char *content_path, *disk_after;
static int at_exit, no_sync, trace = -1;
static enum { LOSE, KEEP, ORDER, SCATTER } mode;
static volatile int busy;

static struct node *new_node(int folder, unsigned permissions, const char *path) {
    struct node *node = take(sizeof *node);
    memset(node, 0, sizeof *node);
    size_t length = strlen(path);
    node->folder = folder;
    node->shared = length > 4 && !strcmp(path + length - 4, "-shm");
    node->mode = permissions;
    node->path = keep_text(path);
    node->next = all;
    return all = node;
}

static struct name *find(struct name *names, const char *name) {
    for (; names; names = names->next)
        if (names->name && !strcmp(names->name, name)) return names;
    return 0;
}

static void add(struct name **names, const char *name, struct node *node) {
    struct name *found = find(*names, name);
    if (!found) {
        found = take(sizeof *found);
        found->name = name;
        found->next = *names;
        *names = found;
    }
    found->node = node;
}

static void take_away(struct name **names, const char *name) {
    struct name *found = find(*names, name);
    if (found) found->name = 0;
}

static void set_size(struct node *file, size_t size) {
    if (size > file->room) {
        size_t room = size * 2;
        char *bytes = take(room);
        memcpy(bytes, file->bytes, file->size);
        file->bytes = bytes;
        file->room = room;
    }
    if (size > file->size) memset(file->bytes + file->size, 0, size - file->size);
    file->size = size;
}

static void put(struct node *file, size_t at, const char *bytes, size_t size) {
    if (at + size > file->size) set_size(file, at + size);
    memcpy(file->bytes + at, bytes, size);
}

/* Makes a change be on the disk. */
static void apply(struct node *node, struct change *change) {
    switch (change->kind) {
    case WRITE: put(node, change->at, change->bytes, change->size); break;
    case TRUNCATE: set_size(node, change->size); break;
    case ADD: add(&node->synced, change->name, change->node); break;
    case REMOVE: take_away(&node->synced, change->name); break;
    case RENAME:
        take_away(&node->synced, change->name);
        add(&node->synced, change->other, change->node);
        break;
    }
}

static struct change *note(struct node *node, enum kind kind) {
    struct change *change = take(sizeof *change);
    memset(change, 0, sizeof *change);
    change->kind = kind;
    change->number = ++changes;
    if (node->last) node->last->next = change;
    else node->first = change;
    return node->last = change;
}

static void note_name(struct node *folder, enum kind kind, const char *name, const char *other,
                      struct node *node) {
    struct change *change = note(folder, kind);
    change->name = keep_text(name);
    change->other = other ? keep_text(other) : 0;
    change->node = node;
    if (kind != ADD) take_away(&folder->live, change->name);
    if (kind != REMOVE) add(&folder->live, kind == RENAME ? change->other : change->name, node);
}

static void note_size(struct node *file, size_t size) {
    if (!file->shared) note(file, TRUNCATE)->size = size;
}

static void note_write(struct node *file, size_t at, const void *bytes, size_t size) {
    if (file->shared || !size) return;
    struct change *change = note(file, WRITE);
    change->at = at;
    change->size = size;
    change->bytes = memcpy(take(size), bytes, size);
}

static void sync_node(struct node *node) {
    if (no_sync) return;
    for (struct change *change = node->first; change; change = change->next) apply(node, change);
    node->first = node->last = 0;
}

/* --- The cut ---------------------------------------------------------------------------------- */

/* splitmix64 (Steele, Lea, Flood 2014) */
static uint64_t random_number(void) {
    uint64_t z = (seed += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* The number of the last change that is kept whole, in order; it is the one of some change that
 * is not synced, or 0. */
static uint64_t last_kept(void) {
    size_t count = 0;
    for (struct node *node = all; node; node = node->next)
        for (struct change *change = node->first; change; change = change->next) count++;
    size_t rank = random_number() % (count + 1);
    uint64_t kept = 0;
    while (rank--) {
        uint64_t next = UINT64_MAX;
        for (struct node *node = all; node; node = node->next)
            for (struct change *change = node->first; change; change = change->next)
                if (change->number > kept && change->number < next) next = change->number;
        kept = next;
    }
    return kept;
}

/* Writes the sectors of a change that luck keeps: the first few, or any. */
static void apply_torn(struct node *file, struct change *change, int any) {
    uint64_t sectors = (change->at % SECTOR + change->size + SECTOR - 1) / SECTOR;
    uint64_t first = any ? sectors : random_number() % (sectors + 1);
    size_t from = 0;
    for (uint64_t sector = 0; sector < sectors; sector++) {
        size_t to = (sector + 1) * SECTOR - change->at % SECTOR;
        if (to > change->size) to = change->size;
        if (any ? random_number() & 1 : sector < first)
            put(file, change->at + from, change->bytes + from, to - from);
        from = to;
    }
}

/* Settles for each node what of its changes is on the disk. */
static void settle(void) {
    uint64_t kept = mode == ORDER ? last_kept() : 0, torn = UINT64_MAX;
    for (struct node *node = all; node; node = node->next)
        for (struct change *change = node->first; change; change = change->next)
            if (change->number > kept && change->number < torn) torn = change->number;
    for (struct node *node = all; node; node = node->next) {
        for (struct change *change = node->first; change; change = change->next) {
            int is_write = change->kind == WRITE;
            if (mode == ORDER && change->number <= kept) apply(node, change);
            else if (mode == ORDER && change->number == torn && is_write) apply_torn(node, change, 0);
            else if (mode == SCATTER && is_write) apply_torn(node, change, 1);
            else if (mode == SCATTER && random_number() & 1) apply(node, change);
        }
        node->first = node->last = 0;
    }
}

static int open_folder(int at, const char *path) {
    long opened = CALL(SYS_openat, at, path, O_RDONLY | O_DIRECTORY);
    return opened < 0 ? (cannot("cannot open", path), -1) : (int)opened;
}

static void clear(struct node *folder, int at) {
    for (struct name *name = folder->live; name; name = name->next) {
        if (!name->name) continue;
        if (name->node->folder) {
            int below = open_folder(at, name->name);
            clear(name->node, below);
            CALL(SYS_close, below);
        }
        if (CALL(SYS_unlinkat, at, name->name, name->node->folder ? AT_REMOVEDIR : 0) < 0)
            cannot("cannot take away", name->name);
    }
}

/* Makes what is on the disk: under the names that are, or under those the program sees. */
static void make(struct node *folder, int at, int live) {
    for (struct name *name = live ? folder->live : folder->synced; name; name = name->next) {
        struct node *node = name->node;
        if (!name->name || node->shared) continue;
        if (node->folder) {
            if (CALL(SYS_mkdirat, at, name->name, node->mode) < 0)
                cannot("cannot make", name->name);
            int below = open_folder(at, name->name);
            make(node, below, live);
            CALL(SYS_close, below);
            continue;
        }
        long file = CALL(SYS_openat, at, name->name, O_WRONLY | O_CREAT | O_EXCL, node->mode);
        if (file < 0) cannot("cannot make", name->name);
        for (size_t done = 0; done < node->size;) {
            long wrote = CALL(SYS_write, file, node->bytes + done, node->size - done);
            if (wrote <= 0) cannot("cannot write", name->name);
            done += (size_t)wrote;
        }
        CALL(SYS_fchmod, file, node->mode);
        CALL(SYS_close, file);
    }
}

static void cut(void) {
    if (mode == KEEP) {
        if (!disk_after) return;
        int at = open_folder(AT_FDCWD, disk_after);
        CALL(SYS_mkdirat, at, "names", 0755);
        make(root, open_folder(at, "names"), 0);
        CALL(SYS_mkdirat, at, "content", 0755);
        make(root, open_folder(at, "content"), 1);
        return;
    }
    int at = open_folder(AT_FDCWD, root_path);
    settle();
    clear(root, at);
    make(root, at, 0);
}

/* --- Counting and telling --------------------------------------------------------------------- */

static void tell(const char *verb, const char *path) {
    if (trace < 0) return;
    char line[4096 + 64];
    int length = snprintf(line, sizeof line, "%llu %s %s\n", (unsigned long long)calls, verb, path);
    CALL(SYS_write, trace, line, length);
}

/* One call on the folder has been made, or, if it is a sync, is about to be. */
static void count(const char *verb, struct node *node, const char *path) {
    if (node && node->shared) return;
    calls++;
    tell(verb, path ? path : node->path);
    if (calls != cut_at) return;
    cut();
    for (;;) CALL(SYS_kill, CALL(SYS_getpid), SIGKILL);
}

/* Writes what the model takes to be in the folder, and stops where a file is otherwise. */
static void tell_all(struct node *folder, const char *path, int at) {
    for (struct name *name = folder->live; name; name = name->next) {
        if (!name->name || name->node->shared) continue;
        char below[4096];
        snprintf(below, sizeof below, "%s%s%s", path, *path ? "/" : "", name->name);
        struct node *node = name->node;
        long file = CALL(SYS_openat, at, name->name, O_RDONLY);
        if (file < 0) cannot("not there:", below);
        if (node->folder) {
            tell_all(node, below, (int)file);
        } else {
            for (struct change *change = node->first; change; change = change->next)
                apply(node, change);
            node->first = node->last = 0;
            char *bytes = take(node->size + 1);
            size_t size = 0;
            for (long got; (got = CALL(SYS_read, file, bytes + size, node->size + 1 - size)) > 0;)
                size += (size_t)got;
            if (size != node->size || memcmp(bytes, node->bytes, size))
                cannot("something was missed that changed", below);
        }
        CALL(SYS_close, file);
        tell("left", below);
    }
}

/* --- The calls -------------------------------------------------------------------------------- */

static struct node *walk(const char *path) {
    if (strncmp(path, root_path, root_length) || (path[root_length] && path[root_length] != '/'))
        return 0;
    struct node *node = root;
    path += root_length;
    while (node && *path) {
        char part[256];
        size_t length = strcspn(++path, "/");
        if (length >= sizeof part) cannot("too long:", path);
        memcpy(part, path, length);
        part[length] = 0;
        path += length;
        struct name *found = node->folder ? find(node->live, part) : 0;
        node = found ? found->node : 0;
    }
    return node;
}

/* Whether a path is that of the folder, or below it. */
static int watched(const char *path) {
    return !strncmp(path, root_path, root_length) && (!path[root_length] || path[root_length] == '/');
}

static int path_of(long descriptor, char path[4096]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%ld", descriptor);
    long length = CALL(SYS_readlinkat, AT_FDCWD, link, path, 4095);
    if (length < 0) return 0;
    path[length] = 0;
    return 1;
}

/* Where a path is that a call names. */
struct place {
    struct node *folder; /* 0: not below the folder watched */
    char name[256];
    char path[4096]; /* from the folder watched */
};

static void locate(struct place *place, long at, const char *path) {
    char above[4096], real[4096];
    place->folder = 0;
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    if (strlen(path) >= sizeof above || strlen(name) >= sizeof place->name) return;
    size_t length = (size_t)(name - path);
    memcpy(above, length ? path : ".", length ? length : 1);
    above[length ? length : 1] = 0;
    long folder = CALL(SYS_openat, at, above, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;
    int known = path_of(folder, real);
    CALL(SYS_close, folder);
    if (!known || !watched(real)) return;
    place->folder = walk(real);
    if (!place->folder) cannot("not in the model:", real);
    strcpy(place->name, name);
    const char *below = real + root_length;
    snprintf(place->path, sizeof place->path, "%s%s%s", *below ? below + 1 : "", *below ? "/" : "",
             name);
}

static struct node *of(long descriptor) {
    return descriptor >= 0 && descriptor < DESCRIPTORS ? descriptors[descriptor] : 0;
}

static void track(long descriptor, struct node *node) {
    if (descriptor < 0) return;
    if (descriptor < DESCRIPTORS) descriptors[descriptor] = node;
    else if (node) cannot("too many open files:", node->path);
}

static long do_open(long at, const char *path, long flags, long permissions) {
    char real[4096];
    long opened = CALL(SYS_openat, at, path, flags, permissions);
    if (opened < 0) return opened;
    track(opened, 0);
    if ((flags & O_PATH) || !path_of(opened, real) || !watched(real)) return opened;
    if ((flags & O_TMPFILE) == O_TMPFILE) cannot("a file without a name in", real);
    struct node *node = walk(real);
    const char *verb = "open";
    if (!node) {
        if (!(flags & O_CREAT)) cannot("not in the model:", real);
        char *slash = strrchr(real, '/');
        *slash = 0;
        struct node *folder = walk(real);
        if (!folder) cannot("not in the model:", real);
        *slash = '/';
        node = new_node(0, (unsigned)permissions, real + root_length + 1);
        note_name(folder, ADD, slash + 1, 0, node);
        verb = "create";
    } else if (flags & O_TRUNC) {
        note_size(node, 0);
        verb = "truncate";
    }
    track(opened, node);
    count(verb, node, 0);
    return opened;
}

static long do_unlink(long at, const char *path, long flags) {
    struct place place;
    locate(&place, at, path);
    long result = CALL(SYS_unlinkat, at, path, flags);
    if (result < 0 || !place.folder) return result;
    struct name *found = find(place.folder->live, place.name);
    if (!found) cannot("not in the model:", path);
    struct node *node = found->node;
    if (node->folder) cannot("a folder is taken away:", path);
    note_name(place.folder, REMOVE, place.name, 0, node);
    count("unlink", node, place.path);
    return result;
}

static long do_rename(long at, const char *from, long other, const char *to, long flags) {
    struct place old, new;
    locate(&old, at, from);
    locate(&new, other, to);
    long result = CALL(SYS_renameat2, at, from, other, to, flags);
    if (result < 0 || (!old.folder && !new.folder)) return result;
    if (old.folder != new.folder) cannot("a rename from one folder to another:", from);
    struct name *found = find(old.folder->live, old.name);
    if (!found || found->node->folder || (flags & ~RENAME_NOREPLACE))
        cannot("a rename that is not in the model:", from);
    struct node *node = found->node;
    note_name(old.folder, RENAME, old.name, new.name, node);
    node->path = keep_text(new.path);
    count("rename", node, 0);
    return result;
}

static long do_link(long at, const char *from, long other, const char *to, long flags) {
    struct place old, new;
    locate(&old, at, from);
    locate(&new, other, to);
    long result = CALL(SYS_linkat, at, from, other, to, flags);
    if (result < 0 || (!old.folder && !new.folder)) return result;
    if (!old.folder || !new.folder) cannot("a link out of the folder, or into it:", from);
    struct name *found = find(old.folder->live, old.name);
    if (!found) cannot("not in the model:", from);
    note_name(new.folder, ADD, new.name, 0, found->node);
    count("link", 0, new.path);
    return result;
}

static long do_mkdir(long at, const char *path, long permissions) {
    struct place place;
    locate(&place, at, path);
    long result = CALL(SYS_mkdirat, at, path, permissions);
    if (result < 0 || !place.folder) return result;
    struct node *node = new_node(1, (unsigned)permissions, place.path);
    note_name(place.folder, ADD, place.name, 0, node);
    count("mkdir", 0, place.path);
    return result;
}

/* A write of several pieces: at `at`, or, if that is negative, where the file stands. */
static long do_write(struct node *node, long number, const long a[6], const struct iovec *pieces,
                     long count_of_pieces, long at) {
    if (at < 0) {
        long flags = CALL(SYS_fcntl, a[0], F_GETFL);
        at = CALL(SYS_lseek, a[0], 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
    }
    long wrote = CALL(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    long left = wrote;
    for (long piece = 0; piece < count_of_pieces && left > 0; piece++) {
        long size = (long)pieces[piece].iov_len < left ? (long)pieces[piece].iov_len : left;
        note_write(node, (size_t)at, pieces[piece].iov_base, (size_t)size);
        at += size;
        left -= size;
    }
    if (wrote >= 0) count("write", node, 0);
    return wrote;
}

static long do_call(long number, const long a[6]) {
    struct node *node = of(a[0]);
    switch (number) {
#ifdef SYS_open
    case SYS_open: return do_open(AT_FDCWD, (const char *)a[0], a[1], a[2]);
    case SYS_creat:
        return do_open(AT_FDCWD, (const char *)a[0], O_CREAT | O_WRONLY | O_TRUNC, a[1]);
    case SYS_unlink: return do_unlink(AT_FDCWD, (const char *)a[0], 0);
    case SYS_rmdir: return do_unlink(AT_FDCWD, (const char *)a[0], AT_REMOVEDIR);
    case SYS_rename:
        return do_rename(AT_FDCWD, (const char *)a[0], AT_FDCWD, (const char *)a[1], 0);
    case SYS_link: return do_link(AT_FDCWD, (const char *)a[0], AT_FDCWD, (const char *)a[1], 0);
    case SYS_mkdir: return do_mkdir(AT_FDCWD, (const char *)a[0], a[1]);
#endif
#ifdef SYS_renameat
    case SYS_renameat: return do_rename(a[0], (const char *)a[1], a[2], (const char *)a[3], 0);
#endif
    case SYS_openat: return do_open(a[0], (const char *)a[1], a[2], a[3]);
    case SYS_unlinkat: return do_unlink(a[0], (const char *)a[1], a[2]);
    case SYS_renameat2: return do_rename(a[0], (const char *)a[1], a[2], (const char *)a[3], a[4]);
    case SYS_linkat: return do_link(a[0], (const char *)a[1], a[2], (const char *)a[3], a[4]);
    case SYS_mkdirat: return do_mkdir(a[0], (const char *)a[1], a[2]);
    case SYS_close: track(a[0], 0); break;
    case SYS_exit_group:
        if (trace >= 0) tell_all(root, "", open_folder(AT_FDCWD, root_path));
        if (at_exit && !a[0]) cut();
        break;
    }
    long result;
    switch (node ? number : -1) {
    case SYS_read:
    case SYS_pread64:
    case SYS_readv:
        result = CALL(number, a[0], a[1], a[2], a[3], a[4], a[5]);
        count("read", node, 0);
        return result;
    case SYS_write:
    case SYS_pwrite64: {
        struct iovec piece = {(void *)a[1], (size_t)a[2]};
        return do_write(node, number, a, &piece, 1, number == SYS_pwrite64 ? a[3] : -1);
    }
    case SYS_writev: return do_write(node, number, a, (const struct iovec *)a[1], a[2], -1);
    case SYS_ftruncate:
        result = CALL(number, a[0], a[1]);
        if (result < 0) return result;
        note_size(node, (size_t)a[1]);
        count("truncate", node, 0);
        return result;
    case SYS_fsync:
    case SYS_fdatasync:
        count(node->folder ? "sync-folder" : "sync", node, 0);
        sync_node(node);
        return 0;
    case SYS_fchmod: node->mode = (unsigned)a[1]; break;
    }
    result = CALL(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    int duplicates = number == SYS_dup || number == SYS_dup3 || number == SYS_fcntl;
#ifdef SYS_dup2
    duplicates |= number == SYS_dup2;
#endif
    if (duplicates) track(result, node);
    return result;
}

/* Ways to change a file that the model does not know. Used on a file watched, they stop it all. */
static int is_foreign(long number, const long a[6]) {
    switch (number) {
    case SYS_mmap: return of(a[4]) && !of(a[4])->shared;
    case SYS_copy_file_range: return of(a[2]) != 0;
    case SYS_sendfile:
    case SYS_fallocate:
    case SYS_pwritev:
    case SYS_pwritev2: return of(a[0]) && !of(a[0])->shared;
    case SYS_truncate:
    case SYS_symlinkat:
    case SYS_splice:
    case SYS_io_uring_setup:
#ifdef SYS_open
    case SYS_symlink:
#endif
        return 1;
    default: return 0;
    }
}

static const int caught[] = {
#ifdef SYS_open
    SYS_open,         SYS_creat,    SYS_unlink,   SYS_rmdir,     SYS_rename,
    SYS_link,         SYS_mkdir,    SYS_symlink,  SYS_dup2,
#endif
#ifdef SYS_renameat
    SYS_renameat,
#endif
    SYS_openat,       SYS_unlinkat, SYS_renameat2, SYS_linkat,   SYS_mkdirat,
    SYS_close,        SYS_read,     SYS_pread64,  SYS_readv,     SYS_write,
    SYS_pwrite64,     SYS_writev,   SYS_ftruncate, SYS_fsync,    SYS_fdatasync,
    SYS_fchmod,       SYS_dup,      SYS_dup3,     SYS_exit_group, SYS_copy_file_range,
    SYS_sendfile,     SYS_fallocate, SYS_pwritev, SYS_pwritev2,  SYS_truncate,
    SYS_symlinkat,    SYS_splice,   SYS_io_uring_setup,
};

static void on_call(int signal, siginfo_t *info, void *interrupted) {
    (void)signal;
    (void)info;
    ucontext_t *context = interrupted;
    const long number = NUMBER(context), a[6] = ARGUMENTS(context);
    /* Calls on other files may wait for something, and are let through at once. */
    if ((number == SYS_read || number == SYS_write || number == SYS_readv) && !of(a[0])) {
        RESULT(context) = CALL(number, a[0], a[1], a[2], a[3], a[4], a[5]);
        return;
    }
    while (__sync_lock_test_and_set(&busy, 1)) CALL(SYS_sched_yield);
    if (is_foreign(number, a)) {
        char text[32];
        snprintf(text, sizeof text, "%ld", number);
        cannot("a call that is not in the model:", text);
    }
    RESULT(context) = do_call(number, a);
    __sync_lock_release(&busy);
}

/* --- The beginning ---------------------------------------------------------------------------- */

static char *read_whole(const char *path, size_t *size) {
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status)) cannot("cannot read", path);
    char *bytes = take(*size = (size_t)status.st_size);
    for (size_t done = 0; done < *size;) {
        ssize_t got = read(file, bytes + done, *size - done);
        if (got <= 0) cannot("cannot read", path);
        done += (size_t)got;
    }
    close(file);
    return bytes;
}

/* Goes through a folder; calls `found` for each file and folder, with its path from the folder
 * watched. */
static void each(struct node *folder, const char *path, const char *relative,
                 struct node *(*found)(struct node *folder, const char *name, const char *path,
                                       const char *relative, const struct stat *status)) {
    DIR *stream = opendir(path);
    if (!stream) cannot("cannot read", path);
    for (struct dirent *entry; (entry = readdir(stream));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        char below[4096], name[4096];
        struct stat status;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        snprintf(name, sizeof name, "%s%s%s", relative, *relative ? "/" : "", entry->d_name);
        if (lstat(below, &status)) cannot("cannot read", below);
        if (!S_ISDIR(status.st_mode) && !S_ISREG(status.st_mode)) cannot("what is this?", below);
        struct node *node = found(folder, keep_text(entry->d_name), below, name, &status);
        if (node->folder) each(node, below, name, found);
    }
    closedir(stream);
}

/* A name that is on the disk. */
static struct node *learn_synced(struct node *folder, const char *name, const char *path,
                                 const char *relative, const struct stat *status) {
    struct node *node = new_node(S_ISDIR(status->st_mode), status->st_mode & 07777, relative);
    add(&folder->synced, name, node);
    size_t size;
    if (!node->folder) {
        char *bytes = read_whole(path, &size);
        put(node, 0, bytes, size);
    }
    return node;
}

/* A name that the program sees: of the file of that name on the disk, or of another, of which
 * not all need be on the disk. */
static struct node *learn_live(struct node *folder, const char *name, const char *path,
                               const char *relative, const struct stat *status) {
    struct name *known = find(folder->synced, name);
    struct node *node = known ? known->node : 0;
    char *synced = 0;
    size_t size = 0;
    int is_folder = S_ISDIR(status->st_mode);
    if (!is_folder) {
        char content[4096];
        snprintf(content, sizeof content, "%s/%s", content_path, relative);
        if (faccessat(AT_FDCWD, content, F_OK, 0) == 0) synced = read_whole(content, &size);
    }
    if (node && !is_folder && (node->size != size || memcmp(node->bytes, synced, size))) node = 0;
    if (node) {
        add(&folder->live, name, node);
    } else {
        node = new_node(is_folder, status->st_mode & 07777, relative);
        if (synced) put(node, 0, synced, size);
        note_name(folder, ADD, name, 0, node);
    }
    if (is_folder) return node;
    char *bytes = read_whole(path, &size);
    if (size != node->size || memcmp(bytes, node->bytes, size)) {
        note_size(node, 0);
        note_write(node, 0, bytes, size);
    }
    return node;
}

/* Names that are on the disk, and that the program does not see, were taken away. */
static void learn_removed(struct node *folder) {
    for (struct name *name = folder->synced; name; name = name->next) {
        struct name *live = find(folder->live, name->name);
        if (!live) note_name(folder, REMOVE, name->name, 0, name->node);
        else if (live->node->folder) learn_removed(live->node);
    }
}

static void install_filter(void) {
    enum { CALLS = sizeof caught / sizeof *caught };
    struct sock_filter code[CALLS + 32];
    unsigned short n = 0;
    const uint64_t after = (uint64_t)(uintptr_t)powercut_after;
#define STATEMENT(...) code[n++] = (struct sock_filter)BPF_STMT(__VA_ARGS__)
#define JUMP(...) code[n++] = (struct sock_filter)BPF_JUMP(__VA_ARGS__)
#define LOAD(offset) STATEMENT(BPF_LD | BPF_W | BPF_ABS, (unsigned)(offset))
#define ARGUMENT(i) (offsetof(struct seccomp_data, args) + 8 * (i))
    LOAD(offsetof(struct seccomp_data, arch));
    JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    STATEMENT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    LOAD(offsetof(struct seccomp_data, nr));
    /* fcntl, if it duplicates a descriptor */
    JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fcntl, 0, 4);
    LOAD(ARGUMENT(1));
    JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_DUPFD, CALLS + 9, 0);
    JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_DUPFD_CLOEXEC, CALLS + 8, 0);
    STATEMENT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    /* mmap, if it shares what is written */
    JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 5);
    LOAD(ARGUMENT(3));
    JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_SHARED, 0, 2);
    LOAD(ARGUMENT(2));
    JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_WRITE, CALLS + 2, 0);
    STATEMENT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    for (unsigned i = 0; i < CALLS; i++)
        JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)caught[i], CALLS - i, 0);
    STATEMENT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    /* caught, unless it comes from here */
    LOAD(offsetof(struct seccomp_data, instruction_pointer));
    JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)after, 0, 3);
    LOAD(offsetof(struct seccomp_data, instruction_pointer) + 4);
    JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(after >> 32), 0, 1);
    STATEMENT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    STATEMENT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    struct sock_fprog program = {n, code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
        cannot("the system does not let calls be caught", "(seccomp)");
}

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("POWERCUT_DIR"), *at = getenv("POWERCUT_AT"),
               *how = getenv("POWERCUT_MODE"), *number = getenv("POWERCUT_SEED"),
               *file = getenv("POWERCUT_TRACE"), *from = getenv("POWERCUT_DISK");
    disk_after = getenv("POWERCUT_DISK_AFTER");
    if (!folder || strlen(folder) >= sizeof root_path) cannot("POWERCUT_DIR is not set", "");
    strcpy(root_path, folder);
    root_length = strlen(root_path);
    at_exit = at && !strcmp(at, "exit");
    cut_at = at && !at_exit ? strtoull(at, 0, 10) : 0;
    seed = number ? strtoull(number, 0, 10) : 0;
    no_sync = getenv("POWERCUT_NO_SYNC") != 0;
    mode = !how || !strcmp(how, "lose") ? LOSE
           : !strcmp(how, "keep")       ? KEEP
           : !strcmp(how, "order")      ? ORDER
           : !strcmp(how, "scatter")    ? SCATTER
                                        : (cannot("what mode is", how), LOSE);
    if (file) {
        int opened = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        trace = fcntl(opened, F_DUPFD_CLOEXEC, DESCRIPTORS / 2);
        close(opened);
        if (trace < 0) cannot("cannot write", file);
    }
    root = new_node(1, 0755, "");
    char names[4096], content[4096];
    snprintf(names, sizeof names, "%s%s", from ? from : root_path, from ? "/names" : "");
    snprintf(content, sizeof content, "%s%s", from ? from : root_path, from ? "/content" : "");
    content_path = content;
    each(root, names, "", learn_synced);
    each(root, root_path, "", learn_live);
    learn_removed(root);
    struct sigaction action = {0};
    action.sa_sigaction = on_call;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    sigaction(SIGSYS, &action, 0);
    install_filter();
}
