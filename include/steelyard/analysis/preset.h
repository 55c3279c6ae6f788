/// Presets: the definitions with which another program computes, so that its printed numbers come out.
#pragma once
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace steelyard {

/// What is known before a preset is unfolded.
struct PresetContext {
  std::string_view measure;  ///< code of the measure, as registered
  bool changed = false;      ///< of a measure whose formula metafor changed after 3.8
  bool common = false;       ///< the model asked for is the common effect
  std::string_view pooling;  ///< as it was asked for; empty: none
  std::string_view tau2;     ///< the estimator asked for, as registered; empty: none
};

/// Names of settings and their values; a setting that is given explicitly wins.
using PresetSettings = std::vector<std::pair<std::string_view, std::string_view>>;

struct Preset {
  std::string_view id, label, source;
  PresetSettings (*settings)(const PresetContext& context);
};

std::span<const Preset* const> presets();

}  // namespace steelyard
