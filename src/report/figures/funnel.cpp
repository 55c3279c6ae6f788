// The contour-enhanced funnel plot: what the further analyses found, as points, contours and words.
#include "report/figures/funnel.h"

#include <algorithm>
#include <cmath>

#include "report/blocks.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/quantity_text.h"
#include "steelyard/draw/funnel.h"

namespace steelyard {

namespace {

constexpr std::size_t fewest_studies = 3;
constexpr std::size_t fewest_for_asymmetry = 10;  // Source: sterne2011
constexpr double foot_reach = 1.96;               // standard errors either side of the pooled effect

const QuantityTable* table_of(const FurtherFinding& further, std::string_view id) {
  const auto found = std::ranges::find(further.tables, id, &QuantityTable::id);
  return found == further.tables.end() ? nullptr : &*found;
}

class Funnel {
 public:
  Funnel(const SectionContext& context, const AnalysisFinding& finding, const FurtherFinding& funnel)
      : context_(context), finding_(finding), funnel_(funnel), measure_(*finding.plan.measure) {}

  std::optional<Figure> figure() {
    set_points();
    if (points_of(false) < fewest_studies) return std::nullopt;
    set_axes();
    if (!(plot_.deepest > 0) || !std::isfinite(plot_.effect.high - plot_.effect.low)) return std::nullopt;
    set_contours();
    set_words();
    return Figure{draw_funnel(plot_, context_.layout.style.plot), alternative_text(), plain(caption())};
  }

 private:
  // An effect as the axis shows it. Other scales than these have their ticks taken back, not their points.
  [[nodiscard]] double across(double y) const {
    if (measure_.scale.ratio) return std::exp(y);
    return in_percent() ? 100 * y : y;
  }
  [[nodiscard]] bool straight() const {
    return measure_.scale.ratio || measure_.scale.to_display == nullptr || measure_.scale.to_display(0.25) == 0.25;
  }
  [[nodiscard]] bool in_percent() const { return measure_.percent && straight() && !measure_.scale.ratio; }

  void add_point(std::optional<double> effect, std::optional<double> se, bool filled) {
    if (!effect || !se) return;
    const FunnelPoint point{across(*effect), in_percent() ? 100 * *se : *se, filled};
    if (std::isfinite(point.effect) && std::isfinite(point.se) && (!measure_.scale.ratio || point.effect > 0))
      plot_.points.push_back(point);
  }

  void set_points() {
    if (const QuantityTable* studies = table_of(funnel_, "studies"))
      for (const QuantityRow& row : studies->rows) add_point(row.values.at(0), row.values.at(1), false);
    for (const FurtherFinding& further : finding_.further)
      if (further.analysis->id == "trim-and-fill")
        if (const QuantityTable* filled = table_of(further, "filled")) {
          for (const QuantityRow& row : filled->rows)
            if (row.values.at(1)) add_point(row.values.at(0), std::sqrt(*row.values[1]), true);
          fill_source_ = further.analysis->source;
        }
  }

  [[nodiscard]] std::size_t points_of(bool filled) const {
    return static_cast<std::size_t>(std::ranges::count(plot_.points, filled, &FunnelPoint::filled));
  }

  // Least and greatest of the effects that were found, or of those added.
  [[nodiscard]] Bounds effects(bool filled) const {
    std::optional<Bounds> range;
    for (const FunnelPoint& point : plot_.points)
      if (point.filled == filled)
        range = range ? Bounds{std::min(range->low, point.effect), std::max(range->high, point.effect)}
                      : Bounds{point.effect, point.effect};
    return range.value_or(Bounds{});
  }

  void set_axes() {
    if (measure_.scale.no_effect) plot_.null_value = across(0);
    if (finding_.synthesis.estimate && finding_.pooled) plot_.summary = across(*finding_.synthesis.estimate);
    double deepest = 0;
    Bounds shown = effects(false);
    const auto include = [&](double effect) {
      shown = {std::min(shown.low, effect), std::max(shown.high, effect)};
    };
    for (const FunnelPoint& point : plot_.points) {
      include(point.effect);
      deepest = std::max(deepest, point.se);
    }
    // As wide as the funnel is at its foot, so that empty corners are seen as empty.
    if (plot_.summary)
      for (const double side : {-1.0, 0.0, 1.0}) {
        const double foot = *finding_.synthesis.estimate + side * foot_reach * deepest / (in_percent() ? 100 : 1);
        if (const double shown_there = across(foot); std::isfinite(shown_there)) include(shown_there);
      }
    plot_.deepest = 1.06 * deepest;  // the lowest point stands on the axis otherwise
    plot_.effect = choose_axis(measure_.scale.ratio, {shown.low, shown.high}, plot_.null_value);
    if (straight()) return;
    for (std::size_t i = 0; i < plot_.effect.ticks.size(); ++i)
      plot_.effect.tick_labels[i] = effect_text(measure_, measure_.scale.to_display(plot_.effect.ticks[i]));
  }

  void set_contours() {
    const QuantityTable* contours = table_of(funnel_, "contours");
    if (!plot_.null_value || contours == nullptr) return;
    const Phrases& say = context_.layout.phrases;
    std::string inner;
    for (const QuantityRow& row : contours->rows) {
      plot_.contours.push_back(
          {row.values.at(0).value_or(0),
           inner.empty() ? say.text("figure.funnel_inside", {{"p", row.name}})
                         : say.text("figure.funnel_between", {{"from", row.name}, {"to", inner}})});
      inner = row.name;
    }
    plot_.beyond = say.text("figure.funnel_beyond", {{"p", inner}});
  }

  [[nodiscard]] std::string measure_name() const { return std::string(measure_.label); }

  void set_words() {
    const Phrases& say = context_.layout.phrases;
    plot_.effect_title = capitalised(measure_name()) + (in_percent() ? ", %" : "");
    plot_.se_title = say.text(measure_.scale.ratio ? "figure.funnel_se_log" : "figure.funnel_se") +
                     (in_percent() ? ", %" : "");
    plot_.study_label = say.text("figure.funnel_study");
    plot_.filled_label = say.text("figure.funnel_added");
    plot_.summary_label = say.text("figure.funnel_pooled");
    plot_.key_title = say.text("figure.funnel_key");
  }

  [[nodiscard]] std::string caption() const {
    const Phrases& say = context_.layout.phrases;
    std::string text = say.text(plot_.contours.empty() ? "figure.funnel_caption_plain" : "figure.funnel_caption",
                                {{"cite", context_.citations.cite(funnel_.analysis->source)},
                                 {"measure", measure_name()}});
    if (!plot_.contours.empty()) text += " " + say.text("figure.funnel_meaning");
    if (points_of(true) > 0)
      text += " " + say.text("figure.funnel_filled", {{"cite", context_.citations.cite(fill_source_)}});
    if (points_of(false) < fewest_for_asymmetry) text += " " + say.text("figure.funnel_few");
    return text;
  }

  // A value of the axis in the words of the rest of the report.
  [[nodiscard]] std::string effect_words(double shown) const {
    if (in_percent()) return effect_text(measure_, shown / 100) + "%";
    return effect_text(measure_, straight() ? shown : measure_.scale.to_display(shown)) +
           (measure_.percent ? "%" : "");
  }

  [[nodiscard]] std::string alternative_text() const {
    const Phrases& say = context_.layout.phrases;
    const Bounds found = effects(false);
    double least = plot_.deepest, greatest = 0;
    for (const FunnelPoint& point : plot_.points) {
      if (point.filled) continue;
      least = std::min(least, point.se);
      greatest = std::max(greatest, point.se);
    }
    const std::string unit = in_percent() ? "%" : "";
    std::string text = say.text("figure.funnel_alt", {{"k", std::to_string(points_of(false))},
                                                      {"measure", measure_name()},
                                                      {"low", effect_words(found.low)},
                                                      {"high", effect_words(found.high)},
                                                      {"se_low", plain_number(least) + unit},
                                                      {"se_high", plain_number(greatest) + unit}});
    if (!plot_.contours.empty())
      text += " " + say.text("figure.funnel_alt_regions",
                             {{"regions", quantities_line(funnel_.quantities, measure_, finding_.plan.method.level)}});
    if (plot_.summary)
      text += " " + say.text("figure.funnel_alt_pooled",
                             {{"measure", measure_name()}, {"estimate", effect_words(*plot_.summary)}});
    if (const std::size_t added = points_of(true); added > 0) {
      const Bounds range = effects(true);
      text += " " + say.text("figure.funnel_alt_filled",
                             {{"count", counted(static_cast<double>(added), "study", "studies")},
                              {"range", effect_words(range.low) +
                                            (added > 1 ? " to " + effect_words(range.high) : "")}});
    }
    return text;
  }

  const SectionContext& context_;
  const AnalysisFinding& finding_;
  const FurtherFinding& funnel_;
  const Measure& measure_;
  FunnelPlot plot_;
  std::string_view fill_source_;
};

}  // namespace

std::optional<Figure> funnel_figure(const SectionContext& context, const AnalysisFinding& finding,
                                    const FurtherFinding& funnel) {
  if (nobody_had_it(finding)) return std::nullopt;
  return Funnel(context, finding, funnel).figure();
}

}  // namespace steelyard
