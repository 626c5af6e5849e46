"""Align pairs of token sequences with CollateX: run by the interpreter that has it, called by alignment.py.

Standard input: a list of {"tokens": [[[token, folded], ...], [[token, folded], ...]]}. Standard output: {"pairs": one
list of pairs of token numbers for each, "tokens": how many, "seconds": of processor time inside CollateX}.
"""

import json
import sys
import time

import collatex


def main() -> None:
    """Collate two witnesses at a time, each token by itself."""
    seconds, tokens, answers = 0.0, 0, []
    for asked in json.load(sys.stdin):
        witnesses = [
            {
                "id": name,
                "tokens": [{"t": f"{token} ", "n": folded, "i": i} for i, (token, folded) in enumerate(side)],
            }
            for name, side in zip("AB", asked["tokens"], strict=True)
        ]
        begin = time.process_time()
        table = collatex.collate({"witnesses": witnesses}, output="json", segmentation=False)
        seconds += time.process_time() - begin
        tokens += sum(len(side) for side in asked["tokens"])
        left, right = json.loads(table)["table"]
        answers.append(
            [(one[0]["i"], other[0]["i"]) for one, other in zip(left, right, strict=True) if one and other]
        )
    json.dump({"pairs": answers, "tokens": tokens, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
