// The forest plot: rows map to intervals, squares and diamonds; numbers stand in columns.
#include "report/figures/forest.h"

#include <algorithm>
#include <cmath>

#include "report/blocks.h"
#include "report/measure_code.h"
#include "report/names.h"
#include "report/numbers.h"

namespace steelyard {

namespace {

constexpr std::string_view dagger = "\u2020";

// The study's own numbers, by data shape, left of the plot.
enum class Sides { counts, means, one_count, one_mean, none };

Sides sides_of(const AnalysisFinding& finding) {
  if (all_data_are<TwoByTwo>(finding)) return Sides::counts;
  if (all_data_are<TwoMeans>(finding)) return Sides::means;
  if (all_data_are<OneProportion>(finding)) return Sides::one_count;
  if (all_data_are<OneMean>(finding)) return Sides::one_mean;
  return Sides::none;
}

Column numeric(const std::string& title, const std::string& group = "") {
  Column column;
  column.title = bold(title);
  column.align = Align::right;
  column.group = group;
  return column;
}

std::vector<Column> number_columns(Sides sides, const std::string& e, const std::string& c) {
  switch (sides) {
    case Sides::counts:
      return {numeric("Events", e), numeric("N", e), numeric("Events", c), numeric("N", c)};
    case Sides::means:
      return {numeric("Mean", e), numeric("SD", e), numeric("N", e),
              numeric("Mean", c), numeric("SD", c), numeric("N", c)};
    case Sides::one_count:
      return {numeric("Events"), numeric("N")};
    case Sides::one_mean:
      return {numeric("Mean"), numeric("SD"), numeric("N")};
    case Sides::none:
      return {};
  }
  return {};
}

int decimals_of(const std::vector<double>& values) {
  int most = 0;
  for (const double value : values) {
    const std::string text = shortest(value);
    const std::size_t point = text.find('.');
    if (point != std::string::npos && text.find('e') == std::string::npos)
      most = std::max(most, static_cast<int>(text.size() - point - 1));
  }
  return std::min(most, 3);
}

// Means and SDs of one analysis are printed with the decimals that the papers gave.
int mean_decimals(const AnalysisFinding& finding) {
  std::vector<double> values;
  for (const Data& data : finding.effects.data) {
    if (const auto* d = std::get_if<TwoMeans>(&data))
      values.insert(values.end(), {d->e_mean, d->e_sd, d->c_mean, d->c_sd});
    if (const auto* d = std::get_if<OneMean>(&data)) values.insert(values.end(), {d->mean, d->sd});
  }
  return decimals_of(values);
}

void add_numbers(std::vector<Cell>& cells, const Data& data, int decimals) {
  const auto add = [&](const std::string& text) { cells.push_back(cell(text)); };
  if (const auto* d = std::get_if<TwoByTwo>(&data)) {
    for (const double value : {d->e_events, d->e_n, d->c_events, d->c_n}) add(count(value));
  } else if (const auto* m = std::get_if<TwoMeans>(&data)) {
    for (const auto& [mean, sd, n] : {std::array{m->e_mean, m->e_sd, m->e_n},
                                      std::array{m->c_mean, m->c_sd, m->c_n}}) {
      add(decimal(mean, decimals));
      add(decimal(sd, decimals));
      add(count(n));
    }
  } else if (const auto* p = std::get_if<OneProportion>(&data)) {
    add(count(p->events));
    add(count(p->n));
  } else if (const auto* o = std::get_if<OneMean>(&data)) {
    add(decimal(o->mean, decimals));
    add(decimal(o->sd, decimals));
    add(count(o->n));
  }
}

class Forest {
 public:
  Forest(const SectionContext& context, const AnalysisFinding& finding)
      : context_(context),
        finding_(finding),
        request_(context.findings.review.analyses[finding.request]),
        measure_(*finding.plan.measure),
        sides_(sides_of(finding)),
        decimals_(mean_decimals(finding)) {
    for (const StudyFinding& study : finding.studies)
      largest_ = std::max(largest_, study.weight);
  }

  Table table() {
    set_columns();
    if (finding_.subgroups.size() > 1)
      for (const SubgroupFinding& group : finding_.subgroups) add_subgroup(group);
    else
      for (std::size_t i = 0; i < finding_.studies.size(); ++i) add_study(i);
    add_not_estimable();
    add_summary();
    set_plot();
    return std::move(table_);
  }

 private:
  void set_columns() {
    const Review& review = context_.findings.review;
    Column study;
    study.title = bold("Study");
    study.stretch = 1;
    study.min_width = 70;
    table_.columns.push_back(study);
    for (Column& column : number_columns(sides_, capitalised(e_name(review, request_)),
                                         capitalised(c_name(review, request_))))
      table_.columns.push_back(std::move(column));
    numbers_ = static_cast<int>(table_.columns.size()) - 1;
    table_.plot_after = numbers_ + 1;
    table_.columns.push_back(numeric(short_measure()));
    table_.columns.push_back(numeric(level_text(finding_.plan.method.level) + " CI"));
    table_.columns.push_back(numeric("Weight"));
  }

  [[nodiscard]] std::string short_measure() const {
    if (measure_.percent)
      return measure_.scale.no_effect ? measure_code(measure_) + ", %" : "Share, %";
    return std::string(measure_.id) == "GEN" ? "Effect" : measure_code(measure_);
  }

  void add_study(std::size_t i) {
    const StudyFinding& study = finding_.studies[i];
    Row row;
    const bool derived = 
        !data_basis(request_.studies[study.study], finding_.effects.data[i]).empty();
    row.cells.push_back(row_header(plain(study.name + (derived ? std::string(dagger) : ""))));
    const std::size_t before = row.cells.size();
    if (sides_ != Sides::none) add_numbers(row.cells, finding_.effects.data[i], decimals_);
    while (row.cells.size() < before + static_cast<std::size_t>(numbers_)) row.cells.push_back(cell(""));
    if (nobody_had_it(finding_)) {  // a ratio of two zeros rests on what was added to the cells alone
      for (int dash = 0; dash < 3; ++dash) row.cells.push_back(cell("–"));
      table_.rows.push_back(std::move(row));
      return;
    }
    row.cells.push_back(cell(effect_text(measure_, study.shown.estimate)));
    row.cells.push_back(cell(range_text(measure_, study.shown.low, study.shown.high)));
    row.cells.push_back(cell(finding_.synthesis.weights.empty() || !finding_.pooled ? "–" : percent(study.weight, 1)));
    row.mark = IntervalMark{study.shown.estimate, study.shown.low, study.shown.high,
                            largest_ > 0 ? study.weight / largest_ : 1};
    table_.rows.push_back(std::move(row));
  }

  // Studies whose numbers allow no estimate (no events in either group) stand in the plot as such.
  void add_not_estimable() {
    for (const LeftOut& left : finding_.effects.left_out) {
      const Study& study = request_.studies[left.study];
      if (study.data.empty() || sides_ != Sides::counts || study.as<TwoByTwo>() == nullptr) continue;
      Row row;
      row.cells.push_back(row_header(plain(left.name)));
      add_numbers(row.cells, *study.as<TwoByTwo>(), decimals_);
      Cell reason = cell(muted("not estimable"));
      reason.span = 3;
      row.cells.push_back(std::move(reason));
      table_.rows.push_back(std::move(row));
    }
  }

  void add_subgroup(const SubgroupFinding& group) {
    Row title;
    title.role = RowRole::subgroup;
    Cell name = row_header(bold(capitalised(group.name)));
    name.span = static_cast<int>(table_.columns.size());
    title.cells.push_back(std::move(name));
    table_.rows.push_back(std::move(title));
    for (const std::size_t member : group.members) add_study(member);
    if (group.members.size() < 2 || !group.pooled) return;
    add_pooled(capitalised(group.name) + ", summary", *group.pooled, std::nullopt, false);
  }

  [[nodiscard]] std::string pooled_name() const {
    return finding_.plan.method.model == Model::common ? "Common-effect summary"
                                                       : "Random-effects summary";
  }

  void add_pooled(const std::string& name, const Shown& pooled, std::optional<double> weight,
                  bool strong) {
    const auto text = [&](const std::string& value) { return strong ? bold(value) : plain(value); };
    Row row;
    row.role = strong ? RowRole::summary : RowRole::body;
    row.cells.push_back(row_header(text(name)));
    add_totals(row, strong);
    row.cells.push_back(cell(text(effect_text(measure_, pooled.estimate))));
    row.cells.push_back(cell(text(range_text(measure_, pooled.low, pooled.high))));
    row.cells.push_back(cell(text(weight ? percent(*weight, 1) : "")));
    row.mark = DiamondMark{pooled.estimate, pooled.low, pooled.high};
    table_.rows.push_back(std::move(row));
  }

  // Raw totals describe who was studied; they are never pooled.
  void add_totals(Row& row, bool strong) const {
    if (strong && sides_ == Sides::counts) {
      for (const double total :
           {finding_.e_events, finding_.e_n, finding_.c_events, finding_.c_n})
        row.cells.push_back(cell(bold(count(total))));
    } else if (strong && sides_ == Sides::one_count) {
      row.cells.push_back(cell(bold(count(finding_.effects.events))));
      double all = 0;
      for (const Data& data : finding_.effects.data) all += std::get<OneProportion>(data).n;
      row.cells.push_back(cell(bold(count(all))));
    } else {
      for (int i = 0; i < numbers_; ++i) row.cells.push_back(cell(""));
    }
  }

  void add_summary() {
    if (!finding_.pooled || finding_.synthesis.k < 2) return;
    add_pooled(pooled_name(), *finding_.pooled, 100.0, true);
    if (!finding_.prediction) return;
    Row row;
    row.role = RowRole::body;
    row.cells.push_back(
        row_header(plain(level_text(finding_.plan.method.level) + " prediction interval")));
    for (int i = 0; i <= numbers_; ++i) row.cells.push_back(cell(""));
    row.cells.push_back(
        cell(range_text(measure_, finding_.prediction->low, finding_.prediction->high)));
    row.cells.push_back(cell(""));
    row.mark = BarMark{finding_.prediction->low, finding_.prediction->high};
    table_.rows.push_back(std::move(row));
  }

  void set_plot() {
    if (nobody_had_it(finding_)) return;
    PlotColumn plot;
    std::vector<double> values;
    for (const StudyFinding& study : finding_.studies)
      values.insert(values.end(), {study.shown.estimate, study.shown.low, study.shown.high});
    if (finding_.pooled)
      values.insert(values.end(), {finding_.pooled->low, finding_.pooled->high});
    if (finding_.prediction)
      values.insert(values.end(), {finding_.prediction->low, finding_.prediction->high});
    if (values.empty()) return;
    plot.axis = choose_axis(measure_.scale.ratio, values, measure_.scale.no_effect);
    plot.null_value = measure_.scale.no_effect;
    if (finding_.pooled && finding_.synthesis.k > 1) plot.summary = finding_.pooled->estimate;
    plot.width = sides_ == Sides::means ? 118 : sides_ == Sides::counts ? 150 : 190;
    if (favours_a_group())
      set_favours(plot);
    else
      plot.axis_title = capitalised(std::string(measure_.label));
    if (measure_.percent) {
      for (std::size_t i = 0; i < plot.axis.ticks.size(); ++i)
        plot.axis.tick_labels[i] = decimal(100 * plot.axis.ticks[i], 0);
      if (!measure_.scale.no_effect) plot.axis_title = "Share of people, %";
    }
    table_.plot = std::move(plot);
    table_.plot_alt = alternative_text();
  }

  // A ratio of means below zero turns its direction around, so it may not name a side.
  [[nodiscard]] bool favours_a_group() const {
    if (!compares_groups(finding_)) return false;
    if (measure_.id != "ROM") return true;
    return std::ranges::none_of(finding_.effects.data, [](const Data& data) {
      const auto* means = std::get_if<TwoMeans>(&data);
      return means != nullptr && (means->e_mean < 0 || means->c_mean < 0);
    });
  }

  void set_favours(PlotColumn& plot) const {
    const Review& review = context_.findings.review;
    const bool lower_is_better =
        finding_.outcome && review.outcomes[*finding_.outcome].better == Better::lower;
    const std::string e = "Favours " + e_name(review, request_);
    const std::string c = "Favours " + c_name(review, request_);
    plot.favours_left = !request_.favours_left.empty() ? request_.favours_left
                        : lower_is_better              ? e
                                                       : c;
    plot.favours_right = !request_.favours_right.empty() ? request_.favours_right
                         : lower_is_better               ? c
                                                         : e;
  }

  [[nodiscard]] std::string alternative_text() const {
    const Phrases& phrases = context_.layout.phrases;
    const int k = finding_.synthesis.k;
    if (!finding_.pooled || k == 0) return phrases.text("figure.forest_alt_none");
    const std::string label = capitalised(std::string(measure_.label));
    const std::string range = range_text(measure_, finding_.pooled->low, finding_.pooled->high);
    const std::string unit = measure_.percent ? "%" : "";
    std::string text = phrases.text(
        k == 1 ? "figure.forest_alt_one" : "figure.forest_alt",
        {{"k", std::to_string(finding_.synthesis.studies)},
         {"measure", label},
         {"estimate", effect_text(measure_, finding_.pooled->estimate) + unit},
         {"range", range + unit},
         {"level", level_text(finding_.plan.method.level)},
         {"study", k == 1 && !finding_.studies.empty() ? finding_.studies[0].name : ""}});
    if (finding_.prediction)
      text += " " + phrases.text("figure.forest_alt_prediction",
                                 {{"range", range_text(measure_, finding_.prediction->low,
                                                       finding_.prediction->high) +
                                                unit}});
    return text;
  }

  const SectionContext& context_;
  const AnalysisFinding& finding_;
  const AnalysisRequest& request_;
  const Measure& measure_;
  Sides sides_;
  int decimals_;
  int numbers_ = 0;
  double largest_ = 0;
  Table table_;
};

}  // namespace

const Measure& drawn_measure(const AnalysisFinding& finding) {
  const Measure* difference = find_measure("RD");
  return shows_difference_instead(finding) && difference != nullptr ? *difference
                                                                    : *finding.plan.measure;
}

Table forest_table(const SectionContext& context, const AnalysisFinding& finding) {
  if (!shows_difference_instead(finding) || finding.studies.size() != 1)
    return Forest(context, finding).table();
  // The same result as in the key findings, not one that rests on an addition to the cells.
  AnalysisFinding drawn = finding;
  drawn.plan.measure = &drawn_measure(finding);
  drawn.pooled = finding.trial_difference;
  drawn.studies.front().shown = *finding.trial_difference;
  return Forest(context, drawn).table();
}

std::string heterogeneity_line(const Findings& /*findings*/, const AnalysisFinding& finding) {
  if (!finding.synthesis.heterogeneity || finding.synthesis.k < 2 || nobody_had_it(finding)) return "";
  const Heterogeneity& h = *finding.synthesis.heterogeneity;
  std::string text = "Heterogeneity: ";
  if (h.tau2) {
    text += "τ² = " + variance_text(*h.tau2);
    if (h.tau2_ci)
      text += " (" + level_text(finding.plan.method.level) + " CI " + variance_text(h.tau2_ci->low) +
              " to " + variance_text(h.tau2_ci->high) + ")";
    text += "; ";
  }
  text += "Q = " + decimal(h.q, 1) + " on " + decimal(h.q_df, 0) + " df (" + p_text(h.q_p) +
          "); I² = " + percent(h.i2, 0) + ".";
  return text;
}

}  // namespace steelyard
