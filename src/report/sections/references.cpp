// The references of the methods that were used, and of nothing else.
#include "report/blocks.h"
#include "report/section_rows.h"
#include "steelyard/base/error.h"

namespace steelyard {

namespace {

std::vector<Block> references_blocks(const SectionContext& context) {
  List list;
  list.ordered = true;
  for (const std::string& source : context.citations.sources()) {
    const auto found = context.layout.references.find(source);
    if (found == context.layout.references.end())
      throw Error(Exit::defect, "references.toml has no entry \"" + source + "\"");
    Runs runs = plain(found->second.text);
    if (!found->second.doi.empty()) {
      append(runs, plain(" "));
      append(runs, linked("doi:" + found->second.doi, "https://doi.org/" + found->second.doi));
    }
    list.items.push_back(std::move(runs));
  }
  if (list.items.empty()) return {};
  return {heading(2, context.layout.phrases.text("references.heading")), {std::move(list)}};
}

}  // namespace

namespace section {
const Section references{"references", "References", "", references_blocks};
}

}  // namespace steelyard
