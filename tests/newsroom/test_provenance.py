import pytest

from newsroom.images.provenance import SYNTHETIC, digital_source


@pytest.mark.parametrize(
    ("written", "member"),
    [
        ("trainedAlgorithmicMedia", "TrainedAlgorithmicMediaDigitalSource"),
        ("trained algorithmic media", "TrainedAlgorithmicMediaDigitalSource"),
        ("http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", "DigitalCaptureDigitalSource"),
        ("https://schema.org/CompositeSyntheticDigitalSource", "CompositeSyntheticDigitalSource"),
        ("AI", "TrainedAlgorithmicMediaDigitalSource"),
        ("", ""),
        ("by hand", ""),
    ],
)
def test_the_words_of_the_iptc(written: str, member: str) -> None:
    assert digital_source(written) == member


def test_a_picture_that_shows_nothing_seen_is_known() -> None:
    assert digital_source("ai") in SYNTHETIC
    assert digital_source("photograph") not in SYNTHETIC
