/// Findings → Document.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "steelyard/analysis/findings.h"
#include "steelyard/document/document.h"
#include "steelyard/report/template.h"

namespace steelyard {

/// Numbers the references that a report cites, in order of first mention.
class Citations {
 public:
  /// "[3]"; the number of a source, given on its first mention.
  std::string cite(std::string_view source);
  [[nodiscard]] const std::vector<std::string>& sources() const { return sources_; }

 private:
  std::vector<std::string> sources_;
};

/// What a section may read while it is written.
struct SectionContext {
  const Findings& findings;
  const Template& layout;
  Citations& citations;
};

/// A row of the register of sections.
struct Section {
  std::string_view id, label, source;
  /// The blocks of the section; none if it does not apply.
  std::vector<Block> (*blocks)(const SectionContext& context);
};

std::span<const Section* const> sections();

/// A row of the register of figures: what a report can draw.
struct FigureKind {
  std::string_view id, label, source;
};
std::span<const FigureKind* const> figures();

/// Everything the template asks for, in its order.
/// Throws Error(defect) if the template names an unknown section.
Document compose(const Findings& findings, const Template& layout);

}  // namespace steelyard
