import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("review", "0004_comments"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='reviewtask',
            name='applies_to',
            field=models.JSONField(blank=True, default=list, help_text='A page of another kind skips this stage. None chosen: all kinds.', verbose_name='kinds of pages it is for'),
        ),
        migrations.AddField(
            model_name='reviewtask',
            name='checklist',
            field=models.TextField(blank=True, help_text='One point a line. Each must be ticked to pass the stage, and is kept with the approval as it is worded.', verbose_name='checklist'),
        ),
        migrations.AddField(
            model_name='reviewtask',
            name='due_minutes',
            field=models.PositiveIntegerField(blank=True, help_text='Counted from when a version comes to the stage. Before the time is up and when it is up, who has the version is reminded; after as much again, approving editors and coordinators are told. Empty: no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='minutes it may take'),
        ),
        migrations.AddField(
            model_name='reviewtask',
            name='kind',
            field=models.CharField(choices=[('desk', 'desk: works on the copy'), ('photo', 'photos'), ('protocol', 'protocol: names, offices, order'), ('approval', 'approval: by an approving editor'), ('leader', 'word of a leader outside the newsroom')], default='desk', help_text="The last stage but for leaders' words must be an approval: only an approving editor who has not worked on the version passes it. A leader's word is recorded, never clicked by a member.", max_length=16, verbose_name='what it is for'),
        ),
        migrations.AddField(
            model_name='reviewtask',
            name='must_be_clean',
            field=models.JSONField(blank=True, default=list, help_text="The stage can't be passed while something chosen here is not in order.", verbose_name='what must be in order before it'),
        ),
        migrations.AddField(
            model_name='reviewtask',
            name='scope',
            field=models.JSONField(blank=True, default=list, help_text='Its approval stays when only other parts change. None chosen: the whole, and any change takes it back. An approval by an approving editor is always of the whole.', verbose_name='parts it looks at'),
        ),
        migrations.AddField(
            model_name='reviewtaskstate',
            name='approved_scope',
            field=models.CharField(blank=True, max_length=64, verbose_name='digest of the approved parts'),
        ),
        migrations.AddField(
            model_name='reviewtaskstate',
            name='checklist',
            field=models.JSONField(default=list, verbose_name='checklist as it was ticked'),
        ),
        migrations.AddField(
            model_name='reviewtaskstate',
            name='claimed_at',
            field=models.DateTimeField(null=True, verbose_name='claimed at'),
        ),
        migrations.AddField(
            model_name='reviewtaskstate',
            name='claimed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='claimed by'),
        ),
        migrations.AddField(
            model_name='reviewtaskstate',
            name='due_at',
            field=models.DateTimeField(null=True, verbose_name='due at'),
        ),
        migrations.AddField(
            model_name='reviewtaskstate',
            name='due_soon_told_at',
            field=models.DateTimeField(null=True, verbose_name='reminded at'),
        ),
        migrations.AddField(
            model_name='reviewtaskstate',
            name='escalated_told_at',
            field=models.DateTimeField(null=True, verbose_name='escalated at'),
        ),
        migrations.AddField(
            model_name='reviewtaskstate',
            name='overdue_told_at',
            field=models.DateTimeField(null=True, verbose_name='told to be late at'),
        ),
        migrations.AddIndex(
            model_name='reviewtaskstate',
            index=models.Index(condition=models.Q(('due_at__isnull', False), ('escalated_told_at', None)), fields=['due_at'], name='review_state_due'),
        ),
    ]
