// A meta-analysis as text: aligned numbers and a forest plot drawn in characters.
#include "app/pool_text.h"

#include <algorithm>
#include <cmath>

#include "analysis/display.h"
#include "app/further_text.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/quantity_text.h"
#include "steelyard/base/text.h"
#include "steelyard/draw/axis.h"

namespace steelyard {

namespace {

std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(code_point_count(text));
}

struct Line {
  std::string name, counts_e, counts_c, estimate, range, weight;
  std::optional<Shown> shown;
  bool pooled = false, bar = false;
};

// One cell a character; later marks are drawn over earlier ones.
class Canvas {
 public:
  Canvas(const Axis& axis, std::size_t width) : axis_(axis), width_(width) {}

  [[nodiscard]] std::string row(const Line& line, std::optional<double> null_value) const {
    std::vector<std::string> cells(width_, " ");
    if (null_value) put(cells, *null_value, "│");
    if (!line.shown) return joined(cells);
    const long last = static_cast<long>(width_) - 1;
    const long from = cell_of(line.shown->low), to = cell_of(line.shown->high);
    const std::string rule = line.bar ? "┄" : line.pooled ? "═" : "─";
    for (long i = std::max(0L, from); i <= std::min(last, to); ++i)
      cells[static_cast<std::size_t>(i)] =
          null_value && !line.pooled && i == cell_of(*null_value) ? "┼" : rule;
    if (from < 0) cells.front() = "◀";
    if (to > last) cells.back() = "▶";
    if (!line.bar) put(cells, line.shown->estimate, line.pooled ? "◆" : "■");
    return joined(cells);
  }

  [[nodiscard]] std::string ticks() const {
    std::string line(width_, ' ');
    std::size_t free_from = 0;
    for (std::size_t i = 0; i < axis_.ticks.size(); ++i) {
      const std::string& label = axis_.tick_labels[i];
      const long half = static_cast<long>(length(label) / 2);
      const long start = std::clamp(cell_of(axis_.ticks[i]) - half, 0L,
                                    static_cast<long>(width_ - std::min(width_, length(label))));
      if (static_cast<std::size_t>(start) < free_from) continue;
      if (label.size() != length(label)) continue;  // a minus of several bytes is placed below
      line.replace(static_cast<std::size_t>(start), label.size(), label);
      free_from = static_cast<std::size_t>(start) + label.size() + 1;
    }
    return line;
  }

 private:
  [[nodiscard]] long cell_of(double value) const {
    const double at = axis_.position(value, static_cast<double>(width_ - 1));
    if (std::isnan(at)) return -1;
    return std::lround(std::clamp(at, -1e6, 1e6));
  }
  void put(std::vector<std::string>& cells, double value, const char* mark) const {
    const long at = cell_of(value);
    if (at >= 0 && at < static_cast<long>(width_)) cells[static_cast<std::size_t>(at)] = mark;
  }
  static std::string joined(const std::vector<std::string>& cells) {
    std::string text;
    for (const std::string& cell : cells) text += cell;
    return text;
  }

  const Axis& axis_;
  std::size_t width_;
};

std::string counts_of(const Data& data, bool experimental) {
  if (const auto* d = std::get_if<TwoByTwo>(&data))
    return experimental ? count(d->e_events) + "/" + count(d->e_n)
                        : count(d->c_events) + "/" + count(d->c_n);
  if (const auto* d = std::get_if<OneProportion>(&data))
    return experimental ? count(d->events) + "/" + count(d->n) : "";
  return "";
}

std::vector<Line> lines_of(const AnalysisFinding& finding) {
  const Measure& measure = *finding.plan.measure;
  std::vector<Line> lines;
  const auto numbers = [&](Line& line, const Shown& shown) {
    line.estimate = effect_text(measure, shown.estimate);
    line.range = range_text(measure, shown.low, shown.high);
    line.shown = shown;
  };
  for (std::size_t i = 0; i < finding.studies.size(); ++i) {
    const StudyFinding& study = finding.studies[i];
    Line line;
    line.name = study.name;
    line.counts_e = counts_of(finding.effects.data[i], true);
    line.counts_c = counts_of(finding.effects.data[i], false);
    numbers(line, study.shown);
    if (!finding.synthesis.weights.empty()) line.weight = percent(study.weight, 1);
    lines.push_back(std::move(line));
  }
  if (finding.pooled && finding.synthesis.k > 1) {
    Line line;
    line.name = finding.plan.method.model == Model::common ? "Common effect" : "Random effects";
    numbers(line, *finding.pooled);
    if (!finding.synthesis.weights.empty()) line.weight = "100%";
    line.pooled = true;
    lines.push_back(std::move(line));
  }
  if (finding.prediction) {
    Line line;
    line.name = "Prediction interval";
    line.range = range_text(measure, finding.prediction->low, finding.prediction->high);
    line.shown = Shown{0, finding.prediction->low, finding.prediction->high};
    line.bar = true;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string summary(const AnalysisFinding& finding) {
  const Measure& measure = *finding.plan.measure;
  const Synthesis& synthesis = finding.synthesis;
  const std::string unit = measure.percent ? "%" : "";
  std::string text;
  if (finding.pooled && synthesis.interval) {
    text += capitalised(std::string(measure.label)) + " " +
            effect_text(measure, finding.pooled->estimate) + unit + " (" +
            level_text(finding.plan.method.level) + " CI " +
            range_text(measure, finding.pooled->low, finding.pooled->high) + unit + ")";
    if (measure.scale.no_effect) {
      const Interval& interval = *synthesis.interval;
      text += interval.df ? ", t = " + decimal(interval.statistic, 2) + " on " +
                                decimal(*interval.df, 0) + " df"
                          : ", z = " + decimal(interval.statistic, 2);
      text += ", " + p_text(interval.p);
    }
    text += "\n";
  } else if (synthesis.estimate) {
    const double estimate =
        to_display(measure, *synthesis.estimate, harmonic_mean_size(finding.effects));
    text += capitalised(std::string(measure.label)) + " " + effect_text(measure, estimate) + unit +
            ", without an interval\n";
  }
  if (finding.prediction)
    text += level_text(finding.plan.method.level) + " prediction interval " +
            range_text(measure, finding.prediction->low, finding.prediction->high) + unit + "\n";
  if (synthesis.heterogeneity && synthesis.k > 1) {
    const Heterogeneity& h = *synthesis.heterogeneity;
    text += "Heterogeneity: ";
    if (h.tau2) text += "τ² = " + plain_number(*h.tau2);
    if (h.tau2_ci)
      text += " (" + level_text(finding.plan.method.level) + " CI " +
              plain_number(h.tau2_ci->low) + " to " + plain_number(h.tau2_ci->high) + ")";
    if (h.tau2) text += ", ";
    text += "Q = " + statistic_text(h.q, 2) + " on " + decimal(h.q_df, 0) + " df (" + p_text(h.q_p) +
            "), I² = " + percent(h.i2, 1) + "\n";
  }
  return text;
}

std::string method_line(const AnalysisFinding& finding) {
  const Method& method = finding.synthesis.method;
  const double k = finding.synthesis.k, studies = finding.synthesis.studies;
  std::string text = capitalised(std::string(finding.plan.measure->label)) + " · ";
  if (method.model == Model::common)
    text += std::string("common effect") +
            (method.pooling != nullptr ? ", " + std::string(method.pooling->label) : "");
  else
    text += (!finding.effects.clusters.empty() && method.pooling != nullptr
                 ? std::string(method.pooling->label)
                 : "random effects") +
            ", τ² by " +
            (method.fixed_tau2 ? "a fixed value"
             : method.tau2 != nullptr ? std::string(method.tau2->label)
                                      : "none") +
            (method.pooling != nullptr && method.pooling != pooling_methods().front()
                 ? ", " + std::string(method.pooling->label)
                 : std::string());
  if (method.interval != nullptr) text += " · interval " + std::string(method.interval->label);
  for (const VarianceName& name : variance_names())
    if (name.type == finding.plan.formula.variance && name.type != VarianceType::LS)
      text += " · variances " + std::string(name.id);
  if (!finding.plan.formula.correct) text += " · without correction of bias";
  text += " · ";
  if (studies < k) text += counted(k, "effect", "effects") + " of ";
  text += counted(studies, "study", "studies");
  if (finding.effects.participants > 0)
    text += ", " + counted(finding.effects.participants, "person", "people");
  return text;
}

std::string plot(const AnalysisFinding& finding, std::size_t width) {
  const std::vector<Line> lines = lines_of(finding);
  if (lines.empty()) return "";
  const Measure& measure = *finding.plan.measure;
  const std::string head = measure.percent ? "Share, %" : std::string(measure.id);
  std::size_t name = 5, e = 0, c = 0, estimate = length(head), range = 6, weight = 6;
  for (const Line& line : lines) {
    name = std::max(name, length(line.name));
    e = std::max(e, length(line.counts_e));
    c = std::max(c, length(line.counts_c));
    estimate = std::max(estimate, length(line.estimate));
    range = std::max(range, length(line.range));
    weight = std::max(weight, length(line.weight));
  }
  constexpr std::size_t narrowest = 22;  // characters; a narrower plot shows nothing
  std::size_t fixed_part = estimate + range + weight + 8;
  std::size_t counts = e + c + (e > 0 ? 2 : 0) + (c > 0 ? 2 : 0);
  const std::size_t wanted_name = std::min<std::size_t>(name, 28);
  if (wanted_name + counts + fixed_part + narrowest > width) counts = 0;
  if (counts == 0) e = c = 0;
  const std::size_t room = width - std::min(width, counts + fixed_part);
  name = std::clamp<std::size_t>(wanted_name, 8, room > narrowest + 8 ? room - narrowest : 8);
  const std::size_t plot_width =
      std::clamp<std::size_t>(room > name ? room - name : narrowest, narrowest, 60);

  std::vector<double> values;
  for (const Line& line : lines) {
    if (!line.shown) continue;
    if (!line.bar) values.push_back(line.shown->estimate);
    values.insert(values.end(), {line.shown->low, line.shown->high});
  }
  const Axis axis = choose_axis(measure.scale.ratio, values, measure.scale.no_effect);
  const Canvas canvas(axis, plot_width);
  std::string text = padded_right("Study", name);
  if (e > 0) text += "  " + padded_left(c > 0 ? "e" : "n", e);
  if (c > 0) text += "  " + padded_left("c", c);
  text += "  " + std::string(plot_width, ' ') + "  " + padded_left(head, estimate) + "  " +
          padded_right(level_text(finding.plan.method.level) + " CI", range) + "  " +
          padded_left("Weight", weight) + "\n";
  for (const Line& line : lines) {
    std::string row = padded_right(shortened(line.name, name), name);
    if (e > 0) row += "  " + padded_left(line.counts_e, e);
    if (c > 0) row += "  " + padded_left(line.counts_c, c);
    row += "  " + canvas.row(line, measure.scale.no_effect) + "  " +
           padded_left(line.estimate, estimate) + "  " + padded_right(line.range, range) + "  " +
           padded_left(line.weight, weight);
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
  std::string axis_line(name + (e > 0 ? e + 2 : 0) + (c > 0 ? c + 2 : 0) + 2, ' ');
  axis_line += canvas.ticks();
  axis_line.erase(axis_line.find_last_not_of(' ') + 1);
  return text + axis_line + "\n";
}

std::string subgroup_line(const AnalysisFinding& finding, const SubgroupFinding& group) {
  const Measure& measure = *finding.plan.measure;
  const Synthesis& synthesis = group.synthesis;
  if (!synthesis.estimate) return "";
  const double estimate =
      to_display(measure, *synthesis.estimate, harmonic_mean_size(part_of(finding.effects, group.members)));
  const std::string interval =
      group.pooled && synthesis.interval
          ? "(" + range_text(measure, group.pooled->low, group.pooled->high) + ")"
          : "without an interval";
  const bool several = synthesis.studies != synthesis.k;
  return "  " + group.name + ": " + effect_text(measure, estimate) + " " + interval + ", " +
         (several ? counted(synthesis.k, "effect", "effects") + " of " : std::string()) +
         counted(synthesis.studies, "study", "studies") +
         (finding.synthesis.weights.empty() ? std::string() : ", " + percent(group.weight, 1) + " of the weight") + "\n";
}

}  // namespace

std::string pool_text(const AnalysisFinding& finding, int width) {
  const auto columns = static_cast<std::size_t>(std::clamp(width, 60, 200));
  std::string text = wrapped(method_line(finding), columns) + "\n";
  const std::string drawn = plot(finding, columns);
  if (!drawn.empty()) text += drawn + "\n";
  for (const std::string& line : split(summary(finding), '\n'))
    if (!line.empty()) text += wrapped(line, columns);
  for (const SubgroupFinding& group : finding.subgroups) text += subgroup_line(finding, group);
  if (finding.subgroup_test) {
    text += "Subgroup differences: Q = " + statistic_text(finding.subgroup_test->q, 2) + " on " +
            decimal(finding.subgroup_test->df, 0) + " df, " + p_text(finding.subgroup_test->p) +
            (finding.subgroup_tau2 ? ", τ² = " + plain_number(*finding.subgroup_tau2) + " in all"
                                   : std::string()) +
            "\n";
  }
  if (!finding.synthesis.fit.empty())
    text += quantities_text(finding.synthesis.fit, *finding.plan.measure);
  for (const FitNote& note : finding.synthesis.notes) text += wrapped("Note: " + note.text, columns);
  for (const LeftOut& left_out : finding.effects.left_out)
    text += wrapped((left_out.counts_pooled ? "No estimate of its own: " : "Left out: ") +
                        left_out.name + ": " + left_out.reason,
                    columns);
  return text + further_text(finding, columns);
}

}  // namespace steelyard
