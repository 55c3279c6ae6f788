// A document as one line of text, so that a sentence is found wherever its lines break.
#pragma once
#include <string>

#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "support/paths.h"

namespace run {

inline std::string document_on_one_line(const steelyard::Findings& findings, const std::string& audience) {
  const auto layout = steelyard::load_template(project() / "templates", audience, "en");
  std::string line;
  for (const char c : steelyard::dump(steelyard::compose(findings, layout)))
    if (c != '\n' && c != ' ')
      line += c;
    else if (!line.ends_with(' '))
      line += ' ';
  return line;
}

}  // namespace run
