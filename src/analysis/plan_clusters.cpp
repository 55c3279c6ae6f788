// Settings of dependent effects.
#include "analysis/plan_clusters.h"

#include <algorithm>
#include <array>

namespace steelyard {

namespace {

void read_rho(Resolver& resolver, Plan& plan) {
  const bool combines = plan.cluster_method->combine.has_value();
  const Setting* setting = resolver.find("rho");
  plan.covariances = resolver.find("covariances") != nullptr;
  if (plan.covariances) {
    if (setting != nullptr)
      resolver.complain("rho", "left out, because covariances says more", "one of the two");
    if (plan.cluster_method->id == "robust" && resolver.find("multivariate") == nullptr)
      resolver.complain("covariances", "left out with cluster-method robust",
                        "its variances hold whatever the covariances are");
    return;
  }
  if (setting == nullptr) {
    if (combines)
      resolver.complain("rho", "the correlation of the effects of one study, -1 to 1",
                        "nobody knows it as a rule: 0.5 is usual, and 1 is the most careful");
    return;
  }
  if (plan.cluster_method->id == "robust" && resolver.find("multivariate") == nullptr &&
      resolver.find("dependence") == nullptr)
    resolver.complain("rho", "left out with cluster-method robust",
                      "its variances hold whatever the correlations are");
  const auto rho = parse_number(setting->text);
  const bool weighted = plan.cluster_method->combine != Combine::mean;
  if (!rho || !(*rho >= -1) || !(*rho <= 1) || (weighted && *rho == 1))
    resolver.complain("rho", weighted ? "from -1 to below 1" : "-1 to 1",
                      "the correlation of the sampling errors of one study's effects");
  else
    plan.method.rho = *rho;
}

// Of what the settings ask for, a model of several levels can give only some.
void check_levels(Resolver& resolver, const Plan& plan) {
  const Method& method = plan.method;
  if (method.model == Model::common)
    resolver.complain("model", "random, because the levels are random effects",
                      "cluster-method = \"robust\" takes a common effect");
  if (method.fixed_tau2 || (method.tau2 != nullptr && method.tau2->id != "REML" &&
                            method.tau2->id != "ML"))
    resolver.complain("tau2", "REML or ML, because the levels are estimated by likelihood", "");
  constexpr std::array<std::string_view, 3> known{"wald", "t", "cluster-robust"};
  if (method.interval != nullptr && std::ranges::find(known, method.interval->id) == known.end())
    resolver.complain("interval", "wald, t or cluster-robust for effects in clusters", "");
}

}  // namespace

void read_clusters(Resolver& resolver, Plan& plan) {
  const Setting* columns = resolver.find("cluster");
  if (columns == nullptr) {
    for (const char* name : {"cluster-method", "rho", "covariances", "multivariate", "structure", "dependence"})
      if (resolver.find(name) != nullptr) {
        resolver.complain(name, "used with cluster, which names the column of the studies",
                          "for example cluster = \"study\"");
        return;
      }
    if (plan.method.interval != nullptr && plan.method.interval->id == "cluster-robust")
      resolver.complain("interval", "another one, or used with cluster",
                        "cluster names the column of the studies");
    return;
  }
  for (const std::string& column : split(columns->text, ','))
    plan.cluster.emplace_back(trimmed(column));
  plan.cluster_method =
      resolver.row<ClusterMethod>("cluster-method", cluster_methods(), cluster_methods().front(),
                                  "a method from `steelyard list clusters`");
  plan.structure =
      resolver.row<CovarianceStructure>("structure", covariance_structures(),
                                        covariance_structures().front(),
                                        "a structure from `steelyard list structures`");
  if (plan.cluster_method == nullptr) return;
  if (plan.method.interval != nullptr && plan.method.interval->pooling != nullptr)
    return resolver.complain("interval", "another one for effects in clusters",
                             "it brings a pooling that takes every row for a study of its own");
  if (!plan.weights.empty())
    resolver.complain("weights", "left out for effects in clusters",
                      "own weights take every row for a study of its own");
  else if (plan.method.pooling != nullptr && plan.method.pooling != pooling_methods().front())
    resolver.complain("pooling", "inverse for effects in clusters",
                      "pooling from counts takes every row for a study of its own");
  read_rho(resolver, plan);
  if (plan.cluster_method->pooling == nullptr) {
    if (plan.method.interval != nullptr && plan.method.interval->id == "cluster-robust")
      resolver.complain("interval", "another one: aggregated effects are independent", "");
    return;
  }
  const bool robust = plan.cluster_method->interval->id == "cluster-robust";
  if (robust && plan.method.interval != nullptr && plan.method.interval->id != "cluster-robust")
    resolver.complain("interval", "cluster-robust, or not set", "");
  if (!robust) check_levels(resolver, plan);
  plan.method.pooling = plan.cluster_method->pooling;
  if (plan.method.interval == nullptr) plan.method.interval = plan.cluster_method->interval;
}

void add_variance_components(Resolver& resolver, Plan& plan) {
  if (plan.moderators.empty())
    std::erase_if(plan.further, [](const FurtherRequest& each) {
      return each.analysis->id == "multivariate-regression";
    });
  const bool levels = plan.cluster_method != nullptr && plan.cluster_method->pooling != nullptr &&
                      plan.cluster_method->interval->id == "wald";
  if (levels && resolver.find("dependence") == nullptr)
    plan.further.push_back({find_row(further_analyses(), "variance-components"), ""});
}

}  // namespace steelyard
