// The register of presets.
#include "steelyard/analysis/preset.h"

namespace steelyard {

namespace {

bool of_counts(std::string_view measure) {
  return measure == "RR" || measure == "OR" || measure == "RD";
}

bool of_one_proportion(std::string_view measure) {
  return measure == "PR" || measure == "PLN" || measure == "PLO" || measure == "PAS" || measure == "PFT";
}

// Ratios are not defined without events in both groups.
bool without_empty_tables(std::string_view measure) {
  return measure == "RR" || measure == "OR";
}

// Peto's odds ratio is that of the counts as they are.
void add_peto(PresetSettings& settings, const PresetContext& context) {
  if (context.measure != "PETO") return;
  settings.emplace_back("to", "none");
  if (context.common) settings.emplace_back("pooling", "peto");
}

// rma() with its defaults: I² from τ², prediction with the quantile of the interval.
PresetSettings as_metafor(const PresetContext&) {
  return {{"tau2", "REML"},
          {"interval", "wald"},
          {"prediction", "by-interval"},
          {"tau2-interval", "QP"},
          {"i2", "tau2"}};
}

// Later versions have other variances of SMDH, SMD1H, SMCRH (4.6) and ZPCOR (4.0), and correct ratios of means (5.0).
PresetSettings as_metafor3(const PresetContext& context) {
  PresetSettings settings = as_metafor(context);
  if (context.changed) settings.emplace_back("formulas", "metafor-3");
  return settings;
}

// metabin(), metacont() … of version 8: Mantel–Haenszel of corrected cells under the common effect (its
// MH.exact = FALSE), ratios with the events alone corrected (RR.Cochrane = FALSE), tables without events left
// out of ratios, I² from Q, the unbiased variance of Hedges' g (exact.smd).
PresetSettings as_meta(const PresetContext& context) {
  PresetSettings settings{{"tau2", "REML"},
                          {"interval", "wald"},
                          {"prediction", "V"},
                          {"tau2-interval", context.tau2 == "DL" ? "J" : "QP"},
                          {"i2", "q"},
                          {"subgroup-test", "interval"}};
  if (context.measure == "SMD") settings.emplace_back("vtype", "UB");
  if (context.measure == "ROM") settings.emplace_back("correct", "false");
  if (context.measure == "RD" || context.measure == "PR" || context.measure == "IRD")
    settings.emplace_back("correct-difference", "false");
  if (of_one_proportion(context.measure)) settings.emplace_back("study-interval", "CP");
  if (without_empty_tables(context.measure)) settings.emplace_back("drop00", "true");
  if (context.measure == "RR" || context.measure == "PLN") settings.emplace_back("correct-ratio", "events");
  if (context.measure == "RR") settings.emplace_back("all-events", "equal");
  const bool rates = context.measure == "IRR" || context.measure == "IRD";
  if (context.common && (rates || of_counts(context.measure))) {
    settings.emplace_back("pooling", rates ? "mantel-haenszel" : "mantel-haenszel-corrected");
    if (context.pooling.empty() || context.pooling.starts_with("mantel-haenszel"))
      settings.emplace_back("q-centre", "inverse");
  }
  add_peto(settings, context);
  return settings;
}

// Source: deeks2010, where only ratios are not defined without events in both groups; the centre of Q under random effects was measured on Cochrane reviews.
PresetSettings as_revman5(const PresetContext& context) {
  PresetSettings settings{
      {"tau2", "DL"}, {"interval", "wald"}, {"prediction", "S"}, {"i2", "q"}};
  if (context.measure == "RD")
    settings.emplace_back("correct-difference", "false");
  else
    settings.emplace_back("drop00", "true");
  if (context.measure == "SMD") settings.emplace_back("vtype", "RM");
  if (context.measure == "RR") settings.emplace_back("all-events", "equal");
  if (of_counts(context.measure) && context.common) settings.emplace_back("pooling", "mantel-haenszel-corrected");
  // Another estimator of τ² has no centre of its own.
  if (of_counts(context.measure) && !context.common && (context.tau2.empty() || context.tau2 == "DL"))
    settings.emplace_back("pooling", "mantel-haenszel-random");
  add_peto(settings, context);
  return settings;
}

// Review Manager on the web since 2025: REML, Q-profile, I² from τ².
PresetSettings as_revman_web(const PresetContext& context) {
  PresetSettings settings{
      {"tau2", "REML"}, {"interval", "wald"}, {"tau2-interval", "QP"}, {"i2", "tau2"}};
  if (context.measure == "SMD") settings.emplace_back("vtype", "RM");
  if (context.measure == "RD") settings.emplace_back("correct-difference", "false");
  if (without_empty_tables(context.measure)) settings.emplace_back("drop00", "true");
  if (context.measure == "RR") settings.emplace_back("all-events", "equal");
  if (context.common && of_counts(context.measure)) settings.emplace_back("pooling", "mantel-haenszel-corrected");
  add_peto(settings, context);
  return settings;
}

// meta's settings.meta("IQWiG6"): its own definitions with another estimator and other intervals of random effects.
PresetSettings as_iqwig6(const PresetContext& context) {
  PresetSettings settings = as_meta(context);
  for (auto& [name, text] : settings) {
    if (name == "tau2") text = "PM";
    if (name == "interval" && !context.common) text = "hartung-knapp-iqwig6";
    if (name == "prediction") text = "HK";
  }
  return settings;
}

constexpr Preset metafor{"metafor", "R's metafor, rma()", "viechtbauer2010", as_metafor};
constexpr Preset metafor3{"metafor-3", "R's metafor, version 3.8", "viechtbauer2010", as_metafor3};
constexpr Preset meta{"meta", "R's meta, version 8", "balduzzi2019", as_meta};
constexpr Preset revman5{"revman5", "Review Manager 5", "deeks2010", as_revman5};
constexpr Preset revman_web{"revman-web", "Review Manager on the web, since 2025", "handbook-10",
                            as_revman_web};
constexpr Preset iqwig6{"iqwig6", "IQWiG General Methods 6", "iqwig2022", as_iqwig6};

constexpr const Preset* all_presets[] = {&metafor, &metafor3, &meta, &revman5, &revman_web, &iqwig6};

}  // namespace

std::span<const Preset* const> presets() {
  return all_presets;
}

}  // namespace steelyard
