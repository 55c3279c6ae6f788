/// Further analyses of one synthesis: sensitivity, small-study effects, meta-regression …
///
/// Each is a row of a register. What it gives is named numbers and tables of them, so that
/// results.json, `steelyard pool` and the reports show a new analysis without being told of it.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/base/table.h"
#include "steelyard/pool/quantity.h"
#include "steelyard/pool/synthesis.h"

namespace steelyard {

struct AnalysisFinding;
struct FurtherAnalysis;

struct FurtherFinding {
  const FurtherAnalysis* analysis = nullptr;
  std::string argument;  ///< as typed: a column, "L0"; empty for flags
  std::vector<Quantity> quantities;
  std::vector<QuantityTable> tables;
  std::vector<FitNote> notes;  ///< why a value is absent, or what to beware of
};

struct FurtherInput {
  const AnalysisFinding& finding;     ///< effects, synthesis, plan and studies are there
  const std::vector<Study>& studies;  ///< all rows of the table, for their cells
  const std::string& argument;
};

/// How a further analysis is asked for.
enum class Asked {
  by_flag,      ///< the setting is true: --leave-one-out
  by_id,        ///< the setting lists ids of rows, or is "all": --bias egger,begg
  by_argument,  ///< the setting is an argument: --cumulative year, --trimfill L0
};

struct FurtherAnalysis {
  std::string_view id, label, source;
  std::string_view setting;  ///< the setting that asks for it; a row of setting_names()
  std::string_view group;    ///< key in results.json: "sensitivity", "small_study_effects" …
  Asked asked = Asked::by_flag;
  /// Never throws, never gives NaN: what cannot be computed is absent, with a note.
  FurtherFinding (*compute)(const FurtherInput& input);
  /// Takes effects of which several are of one study. The others are withheld from such effects,
  /// with a note, because they would take each for a study of its own.
  bool takes_clusters = false;
  /// By argument only. Gives: "" if the argument is understood, otherwise what it must be.
  std::string (*must_be)(std::string_view argument) = nullptr;
};

std::span<const FurtherAnalysis* const> further_analyses();

}  // namespace steelyard
