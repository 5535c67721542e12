"""An invented language with the word frequencies of a real one: function words first, then a long tail (Zipf)."""

import random
from itertools import accumulate

DECK = 1 << 20
VOCABULARY = 30_000

FUNCTION_WORDS = (
    "the of and to a in is that for it was on with as be at by this have from or had not are but which one were all "
    "their there an they we his said has more been would who will its if about out up when what some so into could "
    "her than them can only other time new two may then first any now such like our over between after before under "
    "most also made did many must through back where much your well down should because each just those people how "
    "too little state very make still own see men work long here both during since against year years town council "
    "week day last next three four five six seven eight nine ten month near while until never every"
).split()
_ONSETS = "b b c d d f g h l l m m n n p p r r s s t t v w br ch cl dr fl gr pl pr sh st th tr".split()
_VOWELS = "a a a e e e i i o o u ai ea ou".split()
_INNER = ["", "", "", "l", "n", "r", "s"]
_CODAS = ["l", "m", "n", "r", "s", "t", "ck", "nd", "nt", "st", "th"]
_ENDINGS = ["", "", "", "", "er", "ing", "ed", "s", "ly", "ation"]


class Language:
    """`deck` is a million words in the order of speech: any slice of it has natural frequencies."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - not a secret
        self.invented = _invented(chance, VOCABULARY)
        words = FUNCTION_WORDS + self.invented
        weights = accumulate(1 / (rank + 2.7) for rank in range(1, len(words) + 1))
        self.deck = chance.choices(words, cum_weights=list(weights), k=DECK)

    def words(self, chance: random.Random, count: int) -> list[str]:
        start = int(chance.random() * (DECK - count))
        return self.deck[start : start + count]

    def content_words(self, chance: random.Random, count: int) -> list[str]:
        """Without function words, so that a headline says something."""
        return [word for word in self.words(chance, count * 4) if word not in _FUNCTION][:count] or ["harbour"]

    def sentence(self, chance: random.Random) -> str:
        words = self.words(chance, 6 + int(chance.random() * 22))
        turn = chance.random()
        if turn < 0.3 and len(words) > 10:
            words[5] += ","
        elif turn < 0.36:
            words[3] = f"*{words[3]}*"
        elif turn < 0.40:
            words[2] = f"**{words[2]}**"
        elif turn < 0.5:
            words[4] = str(2 + int(chance.random() ** 4 * 90_000))
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}{'?' if turn > 0.97 else '.'}"

    def paragraph(self, chance: random.Random) -> str:
        return " ".join(self.sentence(chance) for _ in range(3 + int(chance.random() * 4)))

    def name(self, chance: random.Random) -> str:
        return " ".join(chance.choice(self.invented[:3000]).capitalize() for _ in range(2))


_FUNCTION = frozenset(FUNCTION_WORDS)


def _invented(chance: random.Random, count: int) -> list[str]:
    """Distinct words, the shorter ones first, as frequent words are."""
    found: dict[str, None] = {}
    syllables = 1
    while len(found) < count:
        for _ in range(count // 3 if syllables > 1 else count // 10):
            opened = [chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables)]
            word = chance.choice(_INNER).join(opened) + chance.choice(_CODAS) + chance.choice(_ENDINGS)
            if len(word) > 3 and word not in _FUNCTION:
                found[word] = None
        syllables = min(syllables + 1, 3)
    return list(found)[:count]
