// Names that other programs give to measures, estimators and intervals.
#include "analysis/other_names.h"

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// From the manuals of metafor (escalc, rma.uni) and meta (meta-sm, settings.meta). Names that stand for
// other numbers, or for the same numbers under another label, are hints and no synonyms.
constexpr OtherName other_program_names[] = {
    {"measure", "MRAW", "MN", ""},
    {"measure", "MLN", "MNLN", ""},
    {"measure", "PRAW", "PR", ""},
    {"measure", "PLOGIT", "PLO", ""},
    {"measure", "ASD", "AS", ""},
    {"pooling", "inverse-variance", "inverse", ""},
    {"study-interval", "NAsm", "normal", ""},
    {"measure", "OR2D", "OR2DL", ""},
    {"measure", "D2OR", "D2ORL", ""},
    {"measure", "VE", "", "vaccine efficacy is 1 − RR: pool RR, and take its result from 1"},
    {"measure", "DOR", "", "a diagnostic odds ratio is computed as OR"},
    {"tau2", "VC", "HE", ""},
    {"tau2", "CO", "HE", ""},
    {"tau2", "MP", "PM", ""},
    {"tau2", "FE", "", "a common effect is the setting model = common"},
    {"tau2", "EE", "", "a common effect is the setting model = common"},
    {"tau2", "CE", "", "a common effect is the setting model = common"},
    {"interval", "z", "wald", ""},
    {"interval", "normal", "wald", ""},
    {"interval", "classic", "wald", ""},
    {"interval", "knha", "hartung-knapp", ""},
    {"interval", "hksj", "hartung-knapp", ""},
    {"interval", "hk", "hartung-knapp", ""},
    {"interval", "hakn", "hartung-knapp", ""},
    {"interval", "adhoc", "hartung-knapp-adhoc", ""},
    {"interval", "iqwig6", "hartung-knapp-iqwig6", ""},
    {"interval", "kr", "kenward-roger", ""},
    {"interval", "hc", "henmi-copas", ""},
};

}  // namespace

const OtherName* other_name(std::string_view setting, std::string_view name) {
  const std::string wanted = lower_case(name);
  for (const OtherName& each : other_program_names)
    if (each.setting == setting && lower_case(each.name) == wanted) return &each;
  return nullptr;
}

std::string_view our_name(std::string_view setting, std::string_view name) {
  const OtherName* other = other_name(setting, name);
  return other != nullptr && !other->ours.empty() ? other->ours : name;
}

}  // namespace steelyard
