// Whether a document can be printed, without laying it out.
#pragma once
#include "steelyard/document/document.h"
#include "steelyard/write/fonts.h"

namespace steelyard {

/// True where every character has a glyph in every face, and no text is long: nothing in the words of
/// such a document can keep it from being laid out and written. Otherwise only doing it can tell.
bool surely_printable(const Document& document, const FontSet& fonts);

}  // namespace steelyard
