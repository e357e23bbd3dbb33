"""How the peers tell what they saw: one JSON object a line."""

import json
import random


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def sizes(text):
    """Body frames by their sizes: "5,0,7" is three, the second of them empty."""
    return [int(size) for size in text.split(",")]


def make_body(number, frame_sizes):
    """Bytes that are different for every request, and the same for every run."""
    source = random.Random(number)
    return [source.randbytes(size) for size in frame_sizes]
