// `list`: a register as an aligned table, or as JSON.
#include <algorithm>
#include <array>

#include "app/formats.h"
#include "app/run.h"
#include "steelyard/analysis/further.h"
#include "steelyard/analysis/preset.h"
#include "steelyard/base/table.h"
#include "steelyard/claim/verdict.h"
#include "steelyard/effect/measure.h"
#include "steelyard/multilevel/cluster_method.h"
#include "steelyard/multilevel/cluster_robust.h"
#include "steelyard/pool/method.h"
#include "steelyard/pool/proportion_interval.h"
#include "steelyard/read/reader.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "steelyard/study/checklist_item.h"
#include "steelyard/base/file.h"
#include "steelyard/write/json.h"

namespace steelyard {

namespace {

using Line = std::array<std::string, 3>;  // id, label, source

template <class Row>
std::vector<Line> lines(std::span<const Row* const> rows) {
  std::vector<Line> result;
  for (const Row* row : rows)
    result.push_back({std::string(row->id), std::string(row->label), std::string(row->source)});
  return result;
}

struct Register {
  std::string_view id, label, source;
  std::vector<Line> (*lines)();
};

constexpr Register measures_row{"measures", "effect measures", "",
                                [] { return lines(measures()); }};
// Measures name what they need in the words of the first column.
constexpr Register columns_row{"columns", "columns of a table, by what measures need", "", [] {
                                 std::vector<Line> result;
                                 for (const ShapeColumns& each : shape_columns())
                                   result.push_back({std::string(each.shape), each.columns, ""});
                                 return result;
                               }};
constexpr Register estimators_row{"estimators", "estimators of τ²", "",
                                  [] { return lines(tau2_estimators()); }};
constexpr Register tau2_intervals_row{"tau2-intervals", "intervals for τ², τ, I² and H²", "",
                                      [] { return lines(tau2_intervals()); }};
constexpr Register proportion_intervals_row{"study-intervals", "intervals of single proportions", "",
                                            [] { return lines(proportion_intervals()); }};
constexpr Register presets_row{"presets", "definitions of other programs", "",
                               [] { return lines(presets()); }};
constexpr Register intervals_row{"intervals", "confidence intervals", "",
                                 [] { return lines(interval_methods()); }};
constexpr Register predictions_row{"predictions", "prediction intervals", "",
                                   [] { return lines(prediction_methods()); }};
constexpr Register poolings_row{"poolings", "pooling methods", "",
                                [] { return lines(pooling_methods()); }};
constexpr Register clusters_row{"clusters", "ways to treat several effects of one study", "",
                                [] { return lines(cluster_methods()); }};
constexpr Register structures_row{"structures", "covariance structures of outcomes", "",
                                  [] { return lines(covariance_structures()); }};
constexpr Register robust_row{"robust-variances", "cluster-robust variances", "",
                              [] { return lines(robust_variances()); }};
constexpr Register analyses_row{"analyses", "further analyses of a synthesis", "",
                                [] { return lines(further_analyses()); }};
constexpr Register sections_row{"sections", "sections of a report", "",
                                [] { return lines(sections()); }};
constexpr Register verdicts_row{"verdicts", "verdicts on claims", "",
                                [] { return lines(verdicts()); }};
constexpr Register checklist_row{"checklist", "questions of the fairness checklist", "",
                                 [] { return lines(checklist_items()); }};
constexpr Register figures_row{"figures", "figures of a report", "",
                                [] { return lines(figures()); }};
constexpr Register formats_row{"formats", "what report writes", "",
                               [] { return lines(formats()); }};
constexpr std::array<const Register*, 18> registers{
    &measures_row,   &columns_row,    &estimators_row, &tau2_intervals_row, &intervals_row, &predictions_row,
    &proportion_intervals_row, &presets_row,    &poolings_row,   &clusters_row,       &structures_row, &robust_row,
    &analyses_row,   &sections_row,   &figures_row,        &formats_row,   &verdicts_row,
    &checklist_row};

std::string as_text(const std::vector<Line>& rows,
                    const std::map<std::string, Reference>& references) {
  std::size_t id = 0, label = 0;
  for (const Line& row : rows) {
    id = std::max(id, static_cast<std::size_t>(code_point_count(row[0])));
    label = std::max(label, static_cast<std::size_t>(code_point_count(row[1])));
  }
  std::string text;
  for (const Line& row : rows) {
    const auto found = references.find(row[2]);
    const std::string source = found == references.end() ? row[2] : found->second.text;
    std::string line = padded_right(row[0], id) + "  " + padded_right(row[1], label) + "  " + source;
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string as_json(const std::vector<Line>& rows) {
  std::string text = "[";
  for (std::size_t i = 0; i < rows.size(); ++i)
    text += std::string(i > 0 ? "," : "") + "\n  {\"id\": " + json_string(rows[i][0]) +
            ", \"label\": " + json_string(rows[i][1]) + ", \"source\": " + json_string(rows[i][2]) +
            "}";
  return text + "\n]\n";
}

}  // namespace

Exit run_list(const Options& options) {
  const std::span<const Register* const> rows = registers;
  if (options.what.empty()) {
    print(as_text(lines(rows), {}));
    return Exit::done;
  }
  const Register* found = find_row(rows, options.what);
  if (found == nullptr)
    throw Error(Exit::usage,
                "there is no register \"" + options.what + "\"; " + suggestion(rows, options.what));
  if (options.json) {
    print(as_json(found->lines()));
    return Exit::done;
  }
  const Template layout = load_template(data_folder() / "templates", "reviewer", "en");
  print(as_text(found->lines(), layout.references));
  return Exit::done;
}

}  // namespace steelyard
