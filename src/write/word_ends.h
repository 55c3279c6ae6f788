// Where a line ends between two words.
#pragma once
#include <vector>

#include "steelyard/layout/pages.h"
#include "steelyard/write/fonts.h"

namespace steelyard {

// For each item of each page: true if it is a text after which the next one of the same block
// stands apart without a space in either. Whoever reads the text and does not see the page (a
// search, a screen reader) would otherwise run the two words together.
std::vector<std::vector<bool>> word_ends(const Pages& pages, const FontSet& fonts);

}  // namespace steelyard
