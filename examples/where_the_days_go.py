# %% [markdown]
# Where do the days go between Xi'an and Istanbul, and who says so?

# %%
import corridor as cr

network = cr.load_network()
box = cr.Consignment.feu(1, tonnes=18, value_usd=60_000)
best = cr.route(network, "Xi'an", "Istanbul", box, minimize="time", avoid=["IR", "RU"])
print(best)

# %%
for activity, hours in best.hours_by_activity.items():
    print(f"{activity:<14}{hours / 24:5.1f} days  {hours / best.hours:5.0%}")

# %% [markdown]
# The five lines of the ledger that weigh most in the range of the time, with their sources.

# %%
times = [entry for entry in best.entries if entry.measure == "hours"]
for entry in sorted(times, key=lambda entry: entry.low - entry.high)[:5]:
    figure = entry.figure
    low, high = entry.low / 60, entry.high / 60
    print(f"{entry.item:<14}{entry.subject:<44}{low:6.0f}–{high:.0f} h  {figure.source_id} ({figure.confidence})")
