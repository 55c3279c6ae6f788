// The register of sections.
#include <array>

#include "report/section_rows.h"

namespace steelyard {

namespace {

constexpr std::array<const Section*, 17> rows{
    &section::title,          &section::key_findings,    &section::claim,
    &section::summary_of_findings, &section::results,    &section::not_pooled,
    &section::characteristics, &section::background,     &section::methods,
    &section::references,     &section::inputs,          &section::plain_title,
    &section::plain_claim,    &section::plain_tests,     &section::plain_certainty,
    &section::plain_unknowns, &section::plain_about};

}  // namespace

std::span<const Section* const> sections() { return rows; }

}  // namespace steelyard
