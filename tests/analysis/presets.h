// Analyses under a preset, and studies of plain rows.
#pragma once
#include <initializer_list>
#include <string>
#include <vector>

#include "steelyard/analysis/analysis.h"
#include "support/catch.h"

namespace steelyard::support {

inline AnalysisFinding analysed(const std::string& preset, const std::string& measure,
                         const std::vector<Study>& studies, Settings more = {}) {
  more["preset"] = {preset, {}, ""};
  more["measure"] = {measure, {}, ""};
  const auto plan = make_plan(more, {});
  INFO(to_text(plan.notices));
  REQUIRE(plan.notices.empty());
  return analyse_studies(studies, plan.value);
}

inline const Settings common{
    {"model", {"common", {}, ""}}
};

template <class Shape>
std::vector<Study> studies_from(std::initializer_list<Shape> rows) {
  std::vector<Study> studies;
  for (const Shape& row : rows) {
    Study study;
    study.name = std::to_string(studies.size() + 1);
    study.data = {row};
    studies.push_back(study);
  }
  return studies;
}

}  // namespace steelyard::support
