"""A parser that keeps what it made of a text: who reads the same articles again need not wait for it again."""


class Remembered:
    """A spaCy pipeline with a memory, for tests alone: nothing is ever forgotten."""

    def __init__(self, model):
        self.model, self.docs = model, {}

    def __getattr__(self, name):
        return getattr(self.model, name)

    def pipe(self, batch, *, as_tuples, batch_size):
        """Yield (doc, context) for each (text, context)."""
        assert as_tuples
        batch = list(batch)
        new = list(dict.fromkeys(text for text, _ in batch if text not in self.docs))
        self.docs.update(zip(new, self.model.pipe(new, batch_size=batch_size), strict=True))
        yield from ((self.docs[text], context) for text, context in batch)
