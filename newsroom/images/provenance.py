"""How a picture came to be, in the words of the IPTC and as schema.org writes them (IPTCDigitalSourceEnumeration)."""

import re
from typing import Final

_MEMBERS: Final = (
    "AlgorithmicMedia", "AlgorithmicallyEnhanced", "Composite", "CompositeCapture", "CompositeSynthetic",
    "CompositeWithTrainedAlgorithmicMedia", "DataDrivenMedia", "DigitalArt", "DigitalCapture", "MinorHumanEdits",
    "MultiFrameComputationalCapture", "NegativeFilm", "PositiveFilm", "Print", "ScreenCapture",
    "TrainedAlgorithmicMedia", "VirtualRecording",
)  # fmt: skip
_ENDING: Final = "DigitalSource"
_BY_LETTERS: Final = {member.lower(): f"{member}{_ENDING}" for member in _MEMBERS} | {
    "ai": f"TrainedAlgorithmicMedia{_ENDING}",
    "photograph": f"DigitalCapture{_ENDING}",
    "illustration": f"DigitalArt{_ENDING}",
}
SYNTHETIC: Final = frozenset(
    f"{member}{_ENDING}"
    for member in ("CompositeSynthetic", "CompositeWithTrainedAlgorithmicMedia", "TrainedAlgorithmicMedia")
)
"""Those of which a reader has to be told."""
EXAMPLES: Final = "digitalCapture (a photograph), digitalArt or trainedAlgorithmicMedia (made with AI)"


def digital_source(written: str) -> str:
    """The member of schema.org's enumeration; empty for what is none. A code, a term or an IPTC or schema.org URL."""
    letters = re.sub(r"[^a-z]", "", written.rstrip("/").rpartition("/")[2].lower())
    return _BY_LETTERS.get(letters) or _BY_LETTERS.get(letters.removesuffix(_ENDING.lower()), "")
