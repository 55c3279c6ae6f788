// Methods as actually used, each with its reference: a printout of the rows, not a reconstruction.
#include <algorithm>
#include <set>

#include "report/blocks.h"
#include "report/claim_settings.h"
#include "report/claim_strip.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// Collects sentences once, in the order of their first use.
class Sentences {
 public:
  void add(const std::string& text) {
    if (seen_.insert(text).second) text_ += (text_.empty() ? "" : " ") + text;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::set<std::string> seen_;
  std::string text_;
};

std::string cite(const SectionContext& context, std::string_view source) {
  return source.empty() ? "" : context.citations.cite(source);
}

void describe_zero_cells(Sentences& out, const SectionContext& context, const ZeroCells& asked) {
  const Phrases& say = context.layout.phrases;
  const std::string which =
      say.text(asked.to == AddTo::only0 ? "methods.zero_cells_only0" : "methods.zero_cells_others");
  if (asked.by_group_size)
    out.add(say.text("methods.zero_cells_by_size",
                     {{"add", shortest(2 * asked.add)}, {"which", which}, {"cite", cite(context, "sweeting2004")}}));
  else
    out.add(say.text("methods.zero_cells", {{"add", shortest(asked.add)}, {"which", which}}));
}

void describe_effects(Sentences& out, const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  for (const AnalysisFinding& finding : context.findings.analyses) {
    const Measure& measure = *finding.plan.measure;
    out.add(say.text("methods.measure", {{"measure", capitalised(std::string(measure.label))},
                                         {"code", std::string(measure.id)},
                                         {"scale", std::string(measure.scale.name)},
                                         {"cite", cite(context, measure.source)}}));
  }
  for (const AnalysisFinding& finding : context.findings.analyses)
    if (const ProportionInterval* interval = finding.plan.study_interval)
      out.add(say.text("methods.study_interval",
                       {{"interval", std::string(interval->label)}, {"cite", cite(context, interval->source)}}));
  for (const AnalysisFinding& finding : context.findings.analyses)
    if (shows_difference_instead(finding))
      out.add(say.text("methods.difference_instead", {{"cite", cite(context, "newcombe1998")}}));
    else if (!finding.corrected.empty() && !nobody_had_it(finding))
      describe_zero_cells(out, context, finding.plan.zero_cells);
  for (const AnalysisFinding& finding : context.findings.analyses)
    if (std::ranges::any_of(finding.effects.data, [&](const Data& data) {
          const auto* counts = std::get_if<TwoByTwo>(&data);
          return counts != nullptr && equal_by_rule(*counts, finding.plan.zero_cells);
        }))
      out.add(say.text("methods.all_events_equal",
                       {{"add", shortest(finding.plan.zero_cells.add)}}));
}

// How one analysis was pooled.
std::string pooling_of(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  const Method& method = finding.synthesis.method;
  Sentences out;
  if (method.model == Model::common) {
    out.add(say.text("methods.common",
                     {{"pooling", method.pooling != nullptr ? std::string(method.pooling->label)
                                                            : say.text("methods.inverse_variance")},
                      {"cite", method.pooling != nullptr ? cite(context, method.pooling->source) : ""}}));
  } else if (method.fixed_tau2) {
    out.add(say.text("methods.fixed_tau2", {{"value", shortest(*method.fixed_tau2)}}));
  } else if (method.tau2 != nullptr) {
    out.add(say.text("methods.random", {{"tau2", std::string(method.tau2->label)},
                                        {"cite", cite(context, method.tau2->source)}}));
  }
  if (finding.plan.cluster_method != nullptr)
    out.add(say.text("methods.clusters",
                     {{"method", std::string(finding.plan.cluster_method->label)},
                      {"cite", cite(context, finding.plan.cluster_method->source)}}));
  if (method.interval != nullptr)
    out.add(say.text("methods.interval", {{"level", level_text(method.level)},
                                          {"interval", std::string(method.interval->label)},
                                          {"cite", cite(context, method.interval->source)}}));
  if (finding.prediction && method.prediction != nullptr)
    out.add(say.text("methods.prediction",
                     {{"prediction", std::string(method.prediction->label)},
                      {"cite", cite(context, method.prediction->source)}}));
  if (finding.synthesis.heterogeneity && finding.synthesis.heterogeneity->tau2_ci)
    out.add(say.text(
        "methods.heterogeneity",
        {{"from", say.text(method.i2_from_q ? "methods.i2_from_q" : "methods.i2_from_tau2")},
         {"i2", cite(context, "higgins2002")},
         {"interval", std::string(method.tau2_interval->label)},
         {"qp", cite(context, method.tau2_interval->source)}}));
  if (finding.subgroup_test)
    out.add(say.text("methods.subgroups", {{"cite", cite(context, "borenstein2009")}}));
  return out.text();
}

// Where analyses were pooled in different ways, each way with its analyses.
void describe_pooling(std::vector<Block>& out, const SectionContext& context) {
  std::vector<std::pair<std::string, std::string>> ways;  // text, titles
  for (const AnalysisFinding& finding : context.findings.analyses) {
    if (finding.synthesis.k < 2 || nobody_had_it(finding)) continue;
    const std::string text = pooling_of(context, finding);
    if (text.empty()) continue;
    const std::string title = title_of(context.findings, finding);
    const auto same = std::ranges::find(ways, text, &std::pair<std::string, std::string>::first);
    if (same == ways.end())
      ways.emplace_back(text, title);
    else
      same->second += "; " + title;
  }
  for (const auto& [text, titles] : ways) {
    Runs runs = ways.size() > 1 ? bold(titles + ". ") : Runs();
    append(runs, plain(text));
    out.push_back(paragraph(std::move(runs)));
  }
}

// What was asked for beside the pooled effects, each once.
void describe_further(Sentences& out, const SectionContext& context) {
  std::set<std::string_view> seen;
  std::string list;
  for (const AnalysisFinding& finding : context.findings.analyses)
    for (const FurtherFinding& further : finding.further) {
      const FurtherAnalysis& analysis = *further.analysis;
      if (!seen.insert(analysis.id).second) continue;
      list += (list.empty() ? "" : "; ") + std::string(analysis.label);
      if (const std::string number = cite(context, analysis.source); !number.empty()) list += " " + number;
    }
  if (!list.empty()) out.add(context.layout.phrases.text("methods.further", {{"list", list}}));
}

void describe_claims(Sentences& out, const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  for (const Appraisal& appraisal : context.findings.claims) {
    if (!context.findings.review.claims[appraisal.claim].percent_text.empty())
      out.add(say.text("methods.arithmetic", {{"cite", cite(context, "brown2017")}}));
    if (appraisal.share)
      out.add(say.text("methods.share", {{"cite", cite(context, "wilson1927")}}));
    // Its cross-checks are printed in the annex alone.
    if (appraisal.controlled && appraisal.controlled->method == "newcombe1998" && has_annex(appraisal))
      out.add(say.text("methods.one_trial", {{"newcombe", cite(context, "newcombe1998")},
                                             {"mn", cite(context, "miettinen1985")},
                                             {"model", cite(context, "gunhan2020")}}));
    if (appraisal.controlled && appraisal.controlled->method != "newcombe1998")
      out.add(say.text("methods.absolute", {{"cite", cite(context, "handbook-14")}}));
    if (appraisal.none_seen)
      out.add(say.text("methods.zero_events", {{"cite", cite(context, "hanley1983")}}));
  }
  if (context.findings.claims.empty()) return;
  out.add(say.text("methods.verdict", {{"cite", cite(context, "altman1995")}}));
  const bool compared = std::ranges::any_of(
      context.findings.claims, [](const Appraisal& each) { return each.controlled.has_value(); });
  if (compared)
    out.add(say.text(context.findings.review.claim_rules.as_calibrated() ? "methods.calibration"
                                                                         : "methods.calibration_other"));
}

std::string percent_text(double value) { return percent(value, 0); }

// Every default and cut-off that the claim layer used.
void describe_settings(Sentences& out, const SectionContext& context) {
  const Findings& findings = context.findings;
  const Phrases& say = context.layout.phrases;
  const bool beside_care = std::ranges::any_of(findings.claims, [](const Appraisal& each) {
    return std::ranges::any_of(each.scenarios, [](const auto& scenario) { return !scenario.priors.empty(); });
  });
  if (!findings.claims.empty())
    out.add(settings_text(say, findings.review.claim_rules, beside_care));
  const bool suggested = std::ranges::any_of(
      findings.analyses, [](const auto& finding) { return finding.suggested_grade.has_value(); });
  if (!suggested) return;
  const GradeRules& rules = findings.review.grade_rules;
  out.add(say.text("methods.grade_rules",
                   {{"high_risk", percent_text(rules.high_risk_weight)},
                    {"i2", percent_text(rules.i2)},
                    {"far_below", percent_text(rules.far_below)},
                    {"below", percent_text(rules.below)},
                    {"large", percent_text(rules.large_effect)},
                    {"change", percent_text(rules.relative_change)},
                    {"alpha", decimal(rules.alpha, 2)},
                    {"power", decimal(rules.power, 2)},
                    {"pending", percent_text(rules.pending_share)},
                    {"studies", whole(rules.asymmetry_studies)},
                    {"p", decimal(rules.asymmetry_p, 2)},
                    {"odds", shortest(rules.missing_odds)}}));
}

std::vector<Block> methods_blocks(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result{heading(2, say.text("methods.heading"))};
  Sentences effects, claims, settings;
  describe_effects(effects, context);
  if (!effects.text().empty()) result.push_back(paragraph(plain(effects.text())));
  describe_pooling(result, context);
  Sentences further;
  describe_further(further, context);
  if (!further.text().empty()) result.push_back(paragraph(plain(further.text())));
  describe_claims(claims, context);
  describe_settings(settings, context);
  for (const Sentences* part : {&claims, &settings})
    if (!part->text().empty()) result.push_back(paragraph(plain(part->text())));
  const bool rated = std::ranges::any_of(
      context.findings.analyses, [](const auto& finding) { return finding.certainty.has_value(); });
  if (rated) result.push_back(paragraph(plain(
      say.text("methods.certainty", {{"cite", cite(context, "guyatt2011-grade")}}))));
  result.push_back(paragraph(plain(say.text("methods.program"))));
  return result;
}

}  // namespace

namespace section {
const Section methods{"methods", "Methods", "", methods_blocks};
}

}  // namespace steelyard
