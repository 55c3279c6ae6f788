// CommonMark to blocks.
#pragma once
#include <string>
#include <vector>

#include "steelyard/document/document.h"

namespace steelyard {

/// Headings (the highest becomes `top_level`), paragraphs, lists, emphasis and links of a
/// CommonMark text. Images, raw HTML and code keep their text.
std::vector<Block> blocks_from_markdown(const std::string& markdown, int top_level);

}  // namespace steelyard
