"""The exceptions of the project. Findings about records are values (see `diagnostics`), not exceptions.

CatalogueError              something stops the command; its text is for the person at the terminal
├── SettingsError           mkdocs.yml cannot be used (exit code 2)
├── UsageError              the command line asks for something impossible (exit code 2)
├── CacheError              the folder .cache cannot be written
├── EngineError             mkdocs failed or took too long
├── SearchError             Pagefind failed or took too long
├── HistoryError            git failed or took too long; pages then have no history, and the build goes on
├── VerificationError       the staged site has broken links or misses files; nothing was published
├── WorkerError             a worker died, or failed with something that cannot travel between processes
└── PublishError            the staged site could not take the place of the published one
"""


class CatalogueError(Exception):
    """Stop the command; raise one of the subclasses instead.

    `message` says what happened, `remedy` what to do about it.
    """

    exit_code = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        """Keep the message and its remedy apart so that the command line can lay them out."""
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["CatalogueError"], tuple[str], dict[str, object]]:
        """Let the error travel from a worker; pickle would pass the remedy by position, which fails."""
        return type(self), (self.message,), self.__dict__

    def __str__(self) -> str:
        """Return the message with its remedy on a second line."""
        return f"{self.message}\nfix: {self.remedy}" if self.remedy else self.message


class SettingsError(CatalogueError):
    """mkdocs.yml is missing, unreadable or says something the generator cannot use."""

    exit_code = 2


class UsageError(CatalogueError):
    """The command line names something that does not exist or cannot be combined."""

    exit_code = 2


class CacheError(CatalogueError):
    """What was read or built could not be kept in .cache for the next time."""


class EngineError(CatalogueError):
    """mkdocs ended with an error or was stopped after its time-out."""


class SearchError(CatalogueError):
    """Pagefind ended with an error or was stopped after its time-out."""


class HistoryError(CatalogueError):
    """Git cannot be started, ended with an error or was stopped after its time-out."""


class VerificationError(CatalogueError):
    """The staged site is not whole: links that lead nowhere, files that are missing."""


class WorkerError(CatalogueError):
    """A worker was killed, or its exception could not be carried to the main process."""


class PublishError(CatalogueError):
    """The stage could not be made or exchanged with the published site."""
