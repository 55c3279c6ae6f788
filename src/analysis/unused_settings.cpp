// Settings that would change nothing beside the others.
#include "analysis/unused_settings.h"

#include <algorithm>

namespace steelyard {

namespace {

class UnusedSettings {
 public:
  UnusedSettings(Resolver& resolver, const Settings& given, const Plan& plan)
      : resolver_(resolver), given_(given), plan_(plan), method_(plan.method) {}

  void refuse_all() {
    const bool clusters = plan_.cluster_method != nullptr && plan_.cluster_method->pooling != nullptr;
    if (clusters && plan_.cluster_method->interval->id == "wald") levels();
    if (clusters) predictions_of_clusters();
    if (method_.model == Model::common)
      common_effect();
    else if (method_.pooling != nullptr && method_.pooling->fit != nullptr)
      likelihood_of_counts();
    else if (method_.pooling != nullptr && method_.pooling->own != nullptr)
      own_tau2();
    if (!clusters) weights();
    without_their_own();
  }

 private:
  void refuse(const char* name, const std::string& must_be, const std::string& hint) {
    const auto found = given_.find(name);
    if (found != given_.end() && !found->second.text.empty()) resolver_.complain(name, must_be, hint);
  }

  void levels() {
    refuse("tau2-interval", "left out for models of several levels",
           "each level has a variance of its own, given with its profile-likelihood interval");
    if (method_.i2_from_q)
      refuse("i2", "tau2 for models of several levels", "each level has an I² of its own");
  }

  // Limits that rest on an interval which effects in clusters do not have.
  void predictions_of_clusters() {
    const PredictionMethod* prediction = method_.prediction;
    if (prediction == nullptr || method_.model == Model::common) return;
    const bool robust = method_.interval != nullptr && method_.interval->id == "cluster-robust";
    const bool other = prediction->based_on != nullptr && prediction->based_on->id != "wald";
    if (prediction->own != nullptr || other || (robust && prediction->based_on != nullptr))
      refuse("prediction", "by-interval, normal, k-1 or k-2 for effects in clusters",
             "it rests on an interval for independent effects");
  }

  void common_effect() {
    const std::string must_be = "left out under a common effect", hint = "that model has no variance between studies";
    // Comparisons with random effects and tests of bias may take the estimator.
    if (plan_.further.empty() && plan_.moderators.empty()) refuse("tau2", must_be, hint);
    refuse("tau2-interval", must_be, hint);
    refuse("prediction", must_be, "one common effect leaves nothing to predict");
  }

  void likelihood_of_counts() {
    if (method_.fixed_tau2 || (method_.tau2 != nullptr && method_.tau2->id != "ML"))
      refuse("tau2", "ML or left out with pooling " + std::string(method_.pooling->id),
             "the likelihood of the counts estimates it");
    if (method_.tau2_interval != nullptr && method_.tau2_interval->id != "PL-ML")
      refuse("tau2-interval", "PL-ML or left out with pooling " + std::string(method_.pooling->id),
             "the limits are those of the likelihood of the counts");
    if (method_.i2_from_q)
      refuse("i2", "tau2 with pooling " + std::string(method_.pooling->id),
             "Q is of the studies' own effects, not of this model");
  }

  // Review Manager's random effects around an estimate from counts.
  void own_tau2() {
    if (method_.fixed_tau2 || (method_.tau2 != nullptr && method_.tau2->id != "DL"))
      refuse("tau2", "DL or left out with pooling " + std::string(method_.pooling->id),
             "this pooling estimates τ² in its own way");
  }

  void weights() {
    if (plan_.weights.empty() || method_.pooling == nullptr || method_.pooling->id == "weights") return;
    const bool inverse = method_.pooling->fit == nullptr && method_.pooling->own == nullptr;
    const bool random = method_.model == Model::random;
    const bool estimator = method_.tau2 != nullptr && method_.tau2->estimate_with != nullptr;
    const bool interval = method_.tau2_interval != nullptr && method_.tau2_interval->id == "GENQ";
    if (inverse && random && ((estimator && !method_.fixed_tau2) || interval)) return;
    refuse("weights", "left out with pooling " + std::string(method_.pooling->id),
           "own weights serve pooling weights and estimators of τ² by generalised Q");
  }

  // Settings of analyses that nobody asked for.
  void without_their_own() {
    if (plan_.subgroup.empty()) {
      refuse("subgroup-test", "given with subgroup", "there are no subgroups to test between");
      refuse("subgroup-tau2", "given with subgroup", "there are no subgroups to share a τ² or not");
    }
    const bool tested = std::ranges::any_of(plan_.further, [](const auto& each) { return each.analysis->setting == "bias" || each.analysis->setting == "select"; });
    if (plan_.force && !tested)
      refuse("force", "given with bias or select",
             "it gives tests of small-study effects and selection models with fewer than ten studies");
    if (method_.pooling != nullptr && method_.pooling->id == "weights" && plan_.weights.empty())
      resolver_.complain("weights", "given with pooling weights", "it names the column of own weights");
  }

  Resolver& resolver_;
  const Settings& given_;
  const Plan& plan_;
  const Method& method_;
};

}  // namespace

void refuse_unused(Resolver& resolver, const Settings& given, const Plan& plan) {
  UnusedSettings(resolver, given, plan).refuse_all();
}

}  // namespace steelyard
