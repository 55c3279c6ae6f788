// The reviewer's own words, from notes.md.
#include "report/notes.h"
#include "report/section_rows.h"

namespace steelyard {

namespace {

std::vector<Block> background_blocks(const SectionContext& context) {
  return blocks_from_markdown(context.findings.review.notes, 2);
}

}  // namespace

namespace section {
const Section background{"background", "Background", "", background_blocks};
}

}  // namespace steelyard
