// What a calibration found, as text, CSV or JSON.
#include "app/calibration_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "report/names.h"
#include "steelyard/write/json.h"

namespace steelyard {

namespace {

struct ShownLine {
  const CalibrationRow* row;
  std::string_view verdict;
  long given;
  bool is_false;
  [[nodiscard]] double share() const {
    return static_cast<double>(given) / static_cast<double>(row->counts.literatures);
  }
  // Monte Carlo standard error of the share.
  [[nodiscard]] double error() const {
    return std::sqrt(share() * (1 - share()) / static_cast<double>(row->counts.literatures));
  }
};

std::vector<ShownLine> lines_of(const CalibrationRun& run) {
  std::vector<ShownLine> lines;
  const auto verdicts = calibrated_verdicts();
  for (const CalibrationRow& row : run.rows)
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      const bool is_false = is_false_verdict(verdicts[i], row.cell.effect_per_1000);
      if (is_false || run.complete)
        lines.push_back({&row, verdicts[i], row.counts.given[i], is_false});
    }
  return lines;
}

template <class Value, class Of>
std::vector<Value> different(const std::vector<ShownLine>& lines, const Of& of) {
  std::vector<Value> result;
  for (const ShownLine& line : lines)
    if (std::ranges::find(result, of(line)) == result.end()) result.push_back(of(line));
  return result;
}

std::string number(double value) { return fmt::format("{}", value); }

// One line for a true effect, a heterogeneity and a verdict; a column for each number of trials.
std::string table_of(const std::vector<ShownLine>& lines, Selection selection) {
  const auto trials = different<int>(lines, [](const ShownLine& l) { return l.row->cell.trials; });
  std::string text = fmt::format("{:<7} {:<5} {:<26}", "effect", "tau", "verdict");
  for (const int k : trials) text += fmt::format("{:>8}", fmt::format("k = {}", k));
  text += "\n";
  std::string last;
  for (const ShownLine& first : lines) {
    const CalibrationCell& cell = first.row->cell;
    if (cell.selection != selection) continue;
    // Each group of cells is written at its first number of trials.
    const bool written = std::ranges::any_of(lines, [&](const ShownLine& other) {
      return &other < &first && other.row->cell.selection == selection &&
             other.verdict == first.verdict && other.row->cell.tau == cell.tau &&
             other.row->cell.effect_per_1000 == cell.effect_per_1000;
    });
    if (written) continue;
    const std::string group =
        fmt::format("{:<7} {:<5}", number(cell.effect_per_1000), number(cell.tau));
    const std::string name =
        std::string(first.verdict).append(first.is_false ? "" : " (true)");
    text += fmt::format("{} {:<26}", group == last ? std::string(group.size(), ' ') : group, name);
    last = group;
    for (const int k : trials) {
      std::string shown = "-";
      for (const ShownLine& line : lines)
        if (line.verdict == first.verdict && line.row->cell.selection == selection &&
            line.row->cell.tau == cell.tau && line.row->cell.trials == k &&
            line.row->cell.effect_per_1000 == cell.effect_per_1000)
          shown = fmt::format("{:.2f}", 100 * line.share());
      text += fmt::format("{:>8}", shown);
    }
    text += "\n";
  }
  return text;
}

// The most frequent false verdict under conditions that a reader asks for first.
std::string worst(const std::vector<ShownLine>& lines, const std::string& what, const auto& among) {
  const ShownLine* found = nullptr;
  for (const ShownLine& line : lines)
    if (among(line) && (found == nullptr || line.share() > found->share())) found = &line;
  if (found == nullptr) return "";
  const CalibrationCell& cell = found->row->cell;
  return fmt::format("{}: at most {:.2f}% (standard error {:.2f}; {} {}, tau {}, {})\n", what,
                     100 * found->share(), 100 * found->error(), cell.trials,
                     cell.trials == 1 ? "trial" : "trials", number(cell.tau),
                     selection_label(cell.selection));
}

}  // namespace

std::string calibration_text(const CalibrationRun& run) {
  const std::vector<ShownLine> lines = lines_of(run);
  std::string text = fmt::format(
      "How often a verdict is false, in percent of {} literatures a cell (seed {})\n"
      "The claim: an important benefit, that is 100 per 1000 or more. The certainty: high.\n"
      "effect: true risk difference per 1000; tau: standard deviation of log odds ratios\n",
      run.rows.front().counts.literatures, run.seed);
  for (const Selection selection : different<Selection>(
           lines, [](const ShownLine& line) { return line.row->cell.selection; })) {
    text.append("\n").append(capitalised(std::string(selection_label(selection)))).append("\n");
    text += table_of(lines, selection);
  }
  const auto is = [](const ShownLine& line, std::string_view verdict, bool biased) {
    return line.verdict == verdict && (line.row->cell.selection != Selection::none) == biased;
  };
  text += "\n";
  text += worst(lines, "SUPPORTED without any effect, no selection", [&](const ShownLine& line) {
    return is(line, "SUPPORTED", false) && line.row->cell.effect_per_1000 == 0;
  });
  text += worst(lines, "SUPPORTED without any effect, with selection", [&](const ShownLine& line) {
    return is(line, "SUPPORTED", true) && line.row->cell.effect_per_1000 == 0;
  });
  text += worst(lines, "Any one false verdict, no selection", [&](const ShownLine& line) {
    return line.is_false && line.row->cell.selection == Selection::none;
  });
  return text;
}

std::string calibration_csv(const CalibrationRun& run) {
  std::string text =
      "selection,effect_per_1000,tau,k,verdict,false,literatures,given,share,standard_error\n";
  for (const ShownLine& line : lines_of(run)) {
    const CalibrationCell& cell = line.row->cell;
    text += fmt::format("{},{},{},{},{},{},{},{},{:.6f},{:.6f}\n", selection_id(cell.selection),
                        number(cell.effect_per_1000), number(cell.tau), cell.trials, line.verdict,
                        line.is_false ? "yes" : "no", line.row->counts.literatures, line.given,
                        line.share(), line.error());
  }
  return text;
}

std::string calibration_json(const CalibrationRun& run) {
  std::string text = fmt::format(
      "{{\n  \"schema\": \"steelyard-calibration/1\",\n  \"seed\": {},\n  \"complete\": {},\n"
      "  \"version\": {},\n  \"lines\": [",
      run.seed, run.complete, json_string(program_version()));
  bool first = true;
  for (const ShownLine& line : lines_of(run)) {
    const CalibrationCell& cell = line.row->cell;
    text += fmt::format(
        "{}\n    {{\"selection\": \"{}\", \"effect_per_1000\": {}, \"tau\": {}, \"k\": {}, "
        "\"verdict\": \"{}\", \"false\": {}, \"literatures\": {}, \"given\": {}, \"share\": {}, "
        "\"standard_error\": {}}}",
        first ? "" : ",", selection_id(cell.selection), number(cell.effect_per_1000),
        number(cell.tau), cell.trials, line.verdict, line.is_false, line.row->counts.literatures,
        line.given, number(line.share()), number(line.error()));
    first = false;
  }
  return text.append("\n  ]\n}\n");
}

}  // namespace steelyard
