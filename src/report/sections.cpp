// The registers of sections and figures.
#include <array>

#include "report/section_rows.h"

namespace steelyard {

namespace {

constexpr std::array<const Section*, 19> section_rows{
    &section::title,          &section::key_findings,    &section::claim,
    &section::summary_of_findings, &section::results,    &section::not_pooled,
    &section::characteristics, &section::background,     &section::methods,
    &section::references,     &section::inputs,          &section::plain_title,
    &section::plain_claim,    &section::plain_tests,     &section::plain_certainty,
    &section::plain_unknowns, &section::plain_about,     &section::claim_annex,
    &section::further};

constexpr FigureKind forest{"forest", "forest plot: studies, summary, prediction interval",
                            "lewis2001"};
constexpr FigureKind people_figure{"people", "icon arrays: the same people with and without", ""};
constexpr FigureKind funnel_figure_kind{
    "funnel", "contour-enhanced funnel plot: effects by standard error, shaded by P", "peters2008"};
constexpr std::array<const FigureKind*, 3> figure_rows{&forest, &people_figure, &funnel_figure_kind};

}  // namespace

std::span<const Section* const> sections() { return section_rows; }

std::span<const FigureKind* const> figures() { return figure_rows; }

}  // namespace steelyard
