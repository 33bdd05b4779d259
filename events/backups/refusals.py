"""What an operator is told when a backup or a restore can't be."""

import errno


class Refused(Exception):
    """Raised with what is wrong and what to do about it; nothing was changed."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}: {remedy}")


_REMEDIES = {
    errno.ENOSPC: "free some space there, or name a place on another disk",
    errno.EDQUOT: "free some space there, or name a place on another disk",
    errno.ENOENT: "make the folder first, or name another",
    errno.EACCES: "let the user who runs this in, or name another place",
    errno.EPERM: "let the user who runs this in, or name another place",
    errno.EROFS: "name a place that can be written",
}


def refused_by_the_system(error: OSError, where: object) -> Refused:
    """`where` is the file at work, for errors that name none."""
    what = f"{error.filename or where}: {error.strerror or error}"
    return Refused(what, _REMEDIES.get(error.errno or 0, "nothing was kept; mend that and try again"))
