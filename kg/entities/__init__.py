"""Who is who across articles: which entities are the same, why, and what people decided about it."""
