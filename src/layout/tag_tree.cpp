// The structure tree while it grows.
#include "layout/tag_tree.h"

#include <algorithm>
#include <utility>

namespace steelyard {

TagTree::TagTree() {
  nodes_.emplace_back();
  nodes_.front().tag.type = "Document";
}

int TagTree::add(int parent, std::string type) {
  const int index = size();
  nodes_.emplace_back();
  nodes_.back().tag.type = std::move(type);
  nodes_.back().tag.parent = parent;
  nodes_[static_cast<std::size_t>(parent)].children.push_back(index);
  return index;
}

int TagTree::add_after(int sibling, std::string type) {
  const int index = add(at(sibling).parent, std::move(type));
  auto& children = nodes_[static_cast<std::size_t>(at(sibling).parent)].children;
  const auto place = std::find(children.begin(), children.end(), sibling);
  std::rotate(place + 1, children.end() - 1, children.end());
  return index;
}

void TagTree::roll_back(int size, int parent) {
  nodes_.resize(static_cast<std::size_t>(size));
  auto& children = nodes_[static_cast<std::size_t>(parent)].children;
  children.erase(
      std::remove_if(children.begin(), children.end(), [size](int child) { return child >= size; }),
      children.end());
}

void TagTree::finish(Pages& pages) {
  std::vector<int> renumbered(nodes_.size(), -1);
  std::vector<int> waiting{0};
  while (!waiting.empty()) {
    const int index = waiting.back();
    waiting.pop_back();
    Node& node = nodes_[static_cast<std::size_t>(index)];
    renumbered[static_cast<std::size_t>(index)] = static_cast<int>(pages.tags.size());
    if (node.tag.parent >= 0)
      node.tag.parent = renumbered[static_cast<std::size_t>(node.tag.parent)];
    pages.tags.push_back(std::move(node.tag));
    waiting.insert(waiting.end(), node.children.rbegin(), node.children.rend());
  }
  nodes_.clear();
  for (Page& page : pages.pages)
    for (Item& item : page.items)
      if (item.tag >= 0) item.tag = renumbered[static_cast<std::size_t>(item.tag)];
}

}  // namespace steelyard
